"""The regulatory country of the radio: the school's, or the world's rules where the kernel has none."""

from hotspot.machine.wifi.errors import WrongWifi

WORLD = "00"  # the kernel's rules for anywhere: channels 1 to 11 may be used by an access point
# wireless-regdb 2026.05.30, regulatory.db
LISTED = (
    "AD AE AF AI AL AM AN AR AS AT AU AW AZ BA BB BD BE BF BG BH BL BM BN BO BR BS BT BW BY BZ CA CF CH "
    "CI CL CN CO CR CU CX CY CZ DE DK DM DO DZ EC EE EG ES ET FI FM FO FR GB GD GE GF GH GI GL GP GR GT "
    "GU GY HK HN HR HT HU ID IE IL IM IN IR IS IT JM JO JP KE KH KN KP KR KW KY KZ LB LC LI LK LS LT LU "
    "LV MA MC MD ME MF MH MK MN MO MP MQ MR MT MU MV MW MX MY NA NG NI NL NO NP NZ OM PA PE PF PG PH PK "
    "PL PM PR PT PW PY QA RE RO RS RU RW SA SE SG SI SK SM SN SR SV SX SY TC TD TG TH TN TR TT TW TZ UA "
    "UG US UY UZ VA VC VE VI VN VU WF WS YE YT ZA ZW"
)
WITHOUT_RULES = "BI BJ CD CG CM DJ GA GN KM MG ML NE"  # French is spoken there; the kernel does not know them
KNOWN_TO_THE_KERNEL = frozenset(LISTED.split())
UNDER_WORLD_RULES = frozenset(WITHOUT_RULES.split())


def regulatory(country: str) -> str:
    """Return what the kernel is told for a school of this country (ISO 3166, two letters): itself, or "00".

    Raises:
        WrongWifi: there is no such country.
    """
    code = country.upper()
    if code in KNOWN_TO_THE_KERNEL:
        return code
    if code in UNDER_WORLD_RULES:
        return WORLD
    raise WrongWifi(
        f"Pays inconnu : « {country} ». Donnez son code de deux lettres : hotspot wifi set --country SN"
    )


def kernel_words(country: str) -> str:
    """Return what the kernel's command line says of this country. Raises WrongWifi like `regulatory`."""
    return f"cfg80211.ieee80211_regdom={regulatory(country)}"
