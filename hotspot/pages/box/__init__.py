"""The pages of the box itself: how it is, stop, backup, Wi-Fi, journal, poster, the phones that came."""
