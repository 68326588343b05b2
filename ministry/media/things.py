"""Things of the children's own world, each drawn in a square of 64 × 64 with the outline it is given."""

THINGS = {
    "ball": (
        '<circle cx="32" cy="32" r="25" fill="#fff6e3"/>'
        '<path d="M32 22l10 7-4 12H26l-4-12z" fill="#2b2118"/>'
        '<path d="M32 22V8M42 29l13-5M38 41l8 12M26 41l-8 12M22 29L9 24" fill="none"/>'
    ),
    "basket": (
        '<path d="M8 26h48l-6 28c-1 4-35 4-36 0z" fill="#dfa062"/>'
        '<path d="M11 36h42M13 46h38M20 28l3 28M32 28v30M44 28l-3 28" fill="none" stroke="#b24c22" '
        'stroke-width="2"/><path d="M5 26c0-6 54-6 54 0 0 5-54 5-54 0z" fill="#b24c22"/>'
    ),
    "bundle": (
        '<g transform="translate(4 0) scale(.86)">'
        '<use xlink:href="#ear" transform="translate(-17 8)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(-7 2)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(3 -1)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(13 2)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(23 8)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(-12 14)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(-2 10)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(8 8)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(18 10)scale(.94)"/>'
        '<use xlink:href="#ear" transform="translate(3 16)scale(.94)"/>'
        '<path d="M8 48c14 5 36 5 50 0v9c-14 5-36 5-50 0z" fill="#b24c22"/></g>'
    ),
    "calabash": (
        '<path fill="#d0893a" d="M7 27c0 19 10 29 25 29s25-10 25-29z"/>'
        '<path fill="none" stroke="#6d3b12" d="M10.5 38l5.4 6 5.4-6 5.4 6 5.3-6 5.4 6 5.4-6 5.4 6 '
        '5.4-6"/><ellipse cx="32" cy="27" rx="25" ry="8" fill="#fff6e3"/>'
        '<path fill="none" d="M36 27L53 9"/>'
        '<path fill="#d0893a" d="M24 27c0-5 13-5 13 0 0 4-13 4-13 0z"/>'
    ),
    "coin": (
        '<circle cx="32" cy="32" r="28" fill="#f5b12c"/>'
        '<circle cx="32" cy="32" r="22" fill="none" stroke="#b24c22" stroke-width="2" '
        'stroke-dasharray="1 5"/>'
    ),
    "drum": (
        '<path fill="#b5602d" d="M13 14c0 17 12 19 13 29l-5 17h22l-5-17c1-10 13-12 13-29z"/>'
        '<path fill="none" stroke="#fff6e3" stroke-width="2" d="M14.5 21l5.5 11 6-10 6 14 6-14 6 10 '
        '5.5-11"/><ellipse cx="32" cy="13" rx="19" ry="7" fill="#fff6e3"/>'
        '<path fill="none" stroke="#f5b12c" stroke-width="4" d="M25.5 46h13"/>'
    ),
    "ear": (
        '<path d="M32 62V28" fill="none" stroke="#4b8f45" stroke-width="4"/>'
        '<rect x="26" y="2" width="12" height="32" rx="6" fill="#f5b12c"/>'
        '<path d="M30 8v22M34 10v20" fill="none" stroke="#b24c22" stroke-width="2" '
        'stroke-dasharray=".1 4"/>'
    ),
    "face": (
        '<path d="M27 42h10v10c-2 4-8 4-10 0z" fill="currentColor"/>'
        '<circle cx="18.5" cy="31" r="3.2" fill="currentColor"/>'
        '<circle cx="45.5" cy="31" r="3.2" fill="currentColor"/>'
        '<path d="M18.5 26c0-18 27-18 27 0v6c0 20-27 20-27 0z" fill="currentColor"/>'
        '<circle cx="26.5" cy="31" r="2" fill="#1f1611" stroke="none"/>'
        '<circle cx="37.5" cy="31" r="2" fill="#1f1611" stroke="none"/>'
        '<path d="M27 38c3 3 7 3 10 0" fill="none" stroke="#1f1611" stroke-width="2"/>'
    ),
    "fish": (
        '<path fill="#3f93a8" d="M4 33C14 15 36 13 47 30l12-12c-3 9-3 19 0 28L47 35C36 52 14 50 4 '
        '33z"/><path fill="none" d="M20 23c5 6 5 14 0 20"/>'
        '<path fill="none" stroke="#e7f3f4" stroke-width="2" d="M29 26c2 2 2 4 0 6M29 34c2 2 2 4 0 '
        '6M37 30c2 2 2 4 0 6"/><path fill="#f5b12c" d="M26 19c3-6 9-8 14-7l-2 9z"/>'
        '<circle cx="13.5" cy="30" r="2" fill="#2b2118" stroke="none"/>'
    ),
    "hair": (
        '<path d="M17.5 29c-2-21 31-21 29 0-2-6-5-9-8-9.5-5 1.5-10 1.5-14 0-3 1-5 4-7 9.5z" '
        'fill="#1f1611" stroke="none"/>'
    ),
    "hand": (
        '<g fill="none" stroke-width="12.5">'
        '<path d="M23 36V17M32 34V11M41 35V14M49.5 40V24M21 49l-9-10"/></g>'
        '<path d="M23 33h26.5v13c0 7-5 11-12 11s-12-1-16.5-8z" stroke-width="7.5"/>'
        '<g fill="none" stroke="#a9683c" stroke-width="7.5">'
        '<path d="M23 36V17M32 34V11M41 35V14M49.5 40V24M21 49l-9-10"/></g>'
        '<path fill="#a9683c" stroke="#a9683c" stroke-width="2.5" d="M22 34h28.5v12c0 7-5.5 11-13 '
        '11s-12-1-16.5-8z"/><path fill="none" stroke-width="2" d="M28 47c3-4 8-6 13-5"/>'
    ),
    "hen": (
        '<path fill="none" stroke="#d98a12" d="M27 51v8m-4 0h8M37 51v8m-4 0h8"/>'
        '<path fill="#c9552b" d="M13 36C6 31 3 22 7 15c4 1 9 6 11 12z"/>'
        '<path fill="#fff6e3" d="M10 34c5-10 13-7 18-5 7 3 11-2 12-9 1-9 13-9 13 0v11c0 15-10 21-21 '
        '21S10 46 10 34z"/><path fill="#d3382a" d="M42 13c-1-7 3-8 5-4 2-5 6-3 5 1 3 0 3 4 0 6z"/>'
        '<path fill="#f5b12c" d="M53 19l8 3.5-8 3z"/>'
        '<path fill="#e9c9a0" d="M20 34c3 11 17 12 21 0z"/>'
        '<circle cx="46.5" cy="19" r="1.8" fill="#2b2118" stroke="none"/>'
    ),
    "house": (
        '<path fill="#dfa062" d="M14 30h36v27H14z"/>'
        '<path fill="#6b3a17" d="M26 57V44a6 6 0 0 1 12 0v13z"/>'
        '<path fill="#e8b84a" d="M32 5c7 11 16 20 28 28-16 5-40 5-56 0C16 25 25 16 32 5z"/>'
        '<path fill="none" stroke-width="2" d="M32 14v6M24 23l-3 5M40 23l3 5M32 26v5"/>'
    ),
    "legs": (
        '<path d="M24 112v32M40 112v32" fill="none" stroke-width="13"/>'
        '<path d="M24 112v32M40 112v32" fill="none" stroke="currentColor" stroke-width="8"/>'
        '<path d="M30 147c0 5-16 5-16 0s16-5 16 0zM50 147c0 5-16 5-16 0s16-5 16 0z" fill="#1f1611"/>'
    ),
    "mango": (
        '<path fill="#f5b12c" d="M19 23C33 9 57 19 56 38c-1 14-16 21-29 17C11 51 7 35 19 23z"/>'
        '<path fill="#dd5f2c" stroke="none" d="M44 17.5c10 4 13.5 16 9.5 26-2 5-6 8.5-10.5 10.5 7-10 '
        '8-26 1-36.5z"/><path fill="none" d="M25 19c-1-4 0-7 3-10"/>'
        '<path fill="#4b8f45" d="M28 10c7-7 17-6 21-1-7 5-15 5-21 1z"/>'
    ),
    "millet": (
        '<path fill="none" stroke="#4b7a35" stroke-width="3.5" d="M32 62V44"/>'
        '<path fill="#5d9a48" d="M31 60C20 58 10 48 7 33c13 4 22 12 24 23zM33 60c10-2 18-9 22-21-11 '
        '3-19 9-22 18z"/><path fill="#e5a52b" d="M25.5 10c0-9 13-9 13 0v29c0 8-13 8-13 0z"/>'
        '<path fill="none" stroke="#8a560c" stroke-width="2.8" stroke-dasharray=".1 5.5" d="M29.3 '
        '10v32M34.7 12.7v29"/>'
    ),
    "nuts": (
        '<path d="M14 30c0-10 12-12 16-5 4-6 20-4 19 6-1 11-14 12-18 6-4 6-17 4-17-7z" '
        'fill="#dfa062"/>'
        '<path d="M20 29h2M25 34h2M37 29h2M42 34h2M29 26l3 10" fill="none" stroke="#b24c22" '
        'stroke-width="2"/>'
    ),
    "orange": (
        '<circle cx="32" cy="35" r="23" fill="#dd5f2c"/>'
        '<path d="M22 27c3-5 7-7 12-8" fill="none" stroke="#f5b12c"/>'
        '<path d="M32 14c2-6 10-9 17-6-3 6-10 9-17 6z" fill="#4b8f45"/>'
    ),
    "pirogue": (
        '<path fill="none" d="M45 8L26 38"/>'
        '<path fill="#f5b12c" d="M45 8c5-5 9-3 8 2-1 4-6 7-10 6z"/>'
        '<path fill="#b24c22" d="M3 28c10 8 18 10 29 10s19-2 29-10c0 10-4 18-10 21H13C7 46 3 38 3 '
        '28z"/><path fill="none" stroke="#fff6e3" stroke-width="3" d="M11 41c13 3.5 29 3.5 42 0"/>'
        '<path fill="none" stroke="#2f7f9e" stroke-width="3" d="M4 57c4.7-5 9.3-5 14 0 4.7 4 9.3 4 '
        '14 0 4.7-5 9.3-5 14 0 4.7 4 9.3 4 14 0"/>'
    ),
    "plate": (
        '<ellipse cx="32" cy="34" rx="30" ry="20" fill="#fff6e3"/>'
        '<ellipse cx="32" cy="33" rx="21" ry="13" fill="none" stroke="#3f93a8" stroke-width="2"/>'
    ),
    "star": (
        '<path fill="#f7c13a" d="M32 5l8 17.5 19 2.3-14 13 3.7 19L32 47.5 15.3 56.8l3.7-19-14-13 19-2.3z"/>'
    ),
    "stick": (
        '<path d="M29 6c4-3 7-1 7 3l-2 47c-1 5-6 5-6 0z" fill="#dfa062"/>'
        '<path d="M32 16l-1 12M32 36l-1 8" fill="none" stroke="#b24c22" stroke-width="2"/>'
    ),
    "sun": (
        '<path fill="none" stroke="#dd5f2c" stroke-width="4.5" d="M32 4v8M32 52v8M4 32h8M52 '
        '32h8M12.2 12.2l5.7 5.7M46.1 46.1l5.7 5.7M12.2 51.8l5.7-5.7M46.1 17.9l5.7-5.7"/>'
        '<circle cx="32" cy="32" r="14" fill="#f7c13a"/>'
    ),
    "ten-sticks": (
        '<use xlink:href="#stick" transform="translate(-19 2)"/>'
        '<use xlink:href="#stick" transform="translate(-10 -1)"/>'
        '<use xlink:href="#stick" transform="translate(-1 -2)"/>'
        '<use xlink:href="#stick" transform="translate(8 -1)"/>'
        '<use xlink:href="#stick" transform="translate(17 2)"/>'
        '<use xlink:href="#stick" transform="translate(-15 6)"/>'
        '<use xlink:href="#stick" transform="translate(-6 4)"/>'
        '<use xlink:href="#stick" transform="translate(3 4)"/>'
        '<use xlink:href="#stick" transform="translate(12 6)"/>'
        '<use xlink:href="#stick" transform="translate(-1 8)"/>'
        '<path d="M5 30c16 6 36 6 52 0v9c-16 6-36 6-52 0z" fill="#3f93a8"/>'
    ),
    "tree": (
        '<path d="M28 62c2-12 1-20-2-28h12c-3 8-3 16-1 28z" fill="#b24c22"/>'
        '<path d="M32 4c10-4 18 4 17 10 9 2 11 14 3 18-4 8-15 7-20 4-6 4-17 3-20-4C4 28 6 16 15 14 '
        '14 8 22 0 32 4z" fill="#4b8f45"/>'
    ),
}
