"""A phone that joins, without a radio."""

ORIGIN = "http://10.42.0.1"
SIGNPOST = ORIGIN + "/bienvenue"
WITH_THE_PORTAL = {"ORIGIN": "http://127.0.0.1:{port}", "LEASES_FILE": "no-leases", "LOCAL_NAME": "off"}
MAC = "02:ab:cd:00:00:07"
APPLE = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
FIREFOX = b'<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
# field notes, not the program's own table
ANSWERS = [
    ("connectivitycheck.gstatic.com", "/generate_204", 204, b""),
    ("clients3.google.com", "/gen_204", 204, b""),
    ("www.google.com", "/gen_204", 204, b""),
    ("connectivitycheck.android.com:80", "/generate_204", 204, b""),
    ("play.googleapis.com", "/generate_204", 204, b""),
    ("connectivitycheck.platform.hicloud.com", "/generate_204", 204, b""),
    ("connect.rom.miui.com", "/generate_204", 204, b""),
    ("connectivitycheck.platform.hicloud.com", "/generate_204_7d4f", 204, b""),
    ("d2uzsrnmmf6tds.cloudfront.net", "/generate_204", 204, b""),
    ("fireoscaptiveportal.com", "/generate_204", 204, b""),
    ("edge-http.microsoft.com", "/captiveportal/generate_204", 204, b""),
    ("captive.apple.com", "/hotspot-detect.html", 200, APPLE),
    ("Captive.Apple.com", "/", 200, APPLE),
    ("gsp1.apple.com", "/a9Dc/3kp2j/uKmHi.html", 200, APPLE),
    ("iphone-ld.apple.com", "/hotspot-detect.html", 200, APPLE),
    ("netcts.cdn-apple.com", "/", 200, APPLE),
    ("www.apple.com", "/library/test/success.html", 200, APPLE),
    ("www.airport.us", "/library/test/success.html", 200, APPLE),
    ("www.msftconnecttest.com", "/connecttest.txt", 200, b"Microsoft Connect Test"),
    ("ipv6.msftconnecttest.com", "/connecttest.txt", 200, b"Microsoft Connect Test"),
    ("www.msftncsi.com", "/ncsi.txt", 200, b"Microsoft NCSI"),
    ("detectportal.firefox.com", "/success.txt?ipv4", 200, b"success\n"),
    ("detectportal.firefox.com", "/canonical.html", 200, FIREFOX),
    ("nmcheck.gnome.org", "/check_network_status.txt", 200, b"NetworkManager is online\n"),
    ("ping.archlinux.org", "/nm-check.txt", 200, b"NetworkManager is online\n"),
    ("network-test.debian.org", "/nm", 200, b"NetworkManager is online\n"),
    ("connectivity-check.ubuntu.com", "/", 204, b""),
    ("networkcheck.kde.org", "/", 200, b"OK\n"),
    ("fedoraproject.org", "/static/hotspot.txt", 200, b"OK\n"),
    ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html", 200, None),
    ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub-eink.html", 200, None),
]


class Handset:
    """A phone on the Wi-Fi: it has an address, keeps no cookie, and is led nowhere by itself."""

    def __init__(self, app, address="10.42.0.7"):
        self.app, self.address = app, address

    def asks(self, host, path, **more):
        client = self.app.test_client(use_cookies=False)
        return client.open(
            path, headers={"Host": host}, environ_overrides={"REMOTE_ADDR": self.address}, **more
        )

    def taps(self):
        return self.asks("10.42.0.1", "/bienvenue", method="POST")

    def is_let_go(self):
        return self.asks("a.example", "/generate_204").status_code == 204


def leads_to_the_signpost(answer):
    assert len(answer.data) > 4
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    return (answer.status_code, answer.location) == (302, SIGNPOST)
