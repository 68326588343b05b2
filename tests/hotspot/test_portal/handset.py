"""A phone that joins, without a radio."""

ORIGIN = "http://10.42.0.1"
SIGNPOST = ORIGIN + "/bienvenue"
MAC = "02:ab:cd:00:00:07"


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
