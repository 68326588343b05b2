"""Our own nft table, beside NetworkManager's: phones reach the box's few doors, and nothing beyond it.

A packet must be let through by every table, so a drop here holds whatever "shared" opens. Secure ports are
refused at once: a phone that waits for a time-out shows nothing meanwhile.
"""

SECURE_PORTS = "443, 853"  # HTTPS, and private DNS, which Android tries at each new resolver
TABLE = """\
table inet hotspot
delete table inet hotspot
table inet hotspot {{
	chain forward {{
		type filter hook forward priority filter - 10; policy accept;
		iifname "{interface}" tcp dport {{ {secure} }} reject with tcp reset
		iifname "{interface}" drop
		oifname "{interface}" drop
	}}
	chain input {{
		type filter hook input priority filter - 10; policy accept;
		iifname "{interface}" jump phones
	}}
	chain phones {{
		ct state established,related accept
		ct state invalid drop
		tcp dport {{ {secure} }} reject with tcp reset
		udp dport {{ {secure} }} reject
		udp dport {{ 53, 67, 123 }} accept
		ip daddr 224.0.0.251 udp dport 5353 accept
		tcp dport {{ {tcp} }} accept
		drop
	}}
}}
"""


def table(interface: str, port: int) -> str:
    """Return the table for the phones' interface; `port` is where the box answers, besides 80."""
    tcp = ", ".join(str(number) for number in sorted({53, 80, port}))
    return TABLE.format(interface=interface, tcp=tcp, secure=SECURE_PORTS)
