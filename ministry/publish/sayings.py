"""How each kind of mistake is told, in French and in English; `{found}` is what stands in the file."""

SAYINGS: dict[str, dict[str, str]] = {
    "near": {
        "fr": " Vouliez-vous « {near} » ?",
        "en": " Did you mean “{near}”?",
    },
    # --- the file itself
    "not-utf-8": {
        "fr": "Ce fichier n'est pas en UTF-8. Enregistrez-le de nouveau avec cet encodage.",
        "en": "This file is not UTF-8. Save it again in this encoding.",
    },
    "yaml": {
        "fr": "Le YAML ne se lit pas ici ({found}). Voyez les deux-points, guillemets et retraits.",
        "en": "The YAML cannot be read here ({found}). Look at colons, quotes and indentation.",
    },
    "no-head": {
        "fr": "L'en-tête manque. Commencez le fichier par « --- », les clés, puis « --- ».",
        "en": "The head is missing. Begin the file with “---”, the keys, then “---”.",
    },
    "missing-file": {
        "fr": "« {found} » : ce fichier manque.",
        "en": "“{found}”: this file is missing.",
    },
    "missing-sheet": {
        "fr": "Ce fichier manque. Écrivez-le.",
        "en": "This file is missing. Write it.",
    },
    "outside-file": {
        "fr": "« {found} » sort du dossier. Copiez le fichier dans le dossier.",
        "en": "“{found}” leaves the folder. Copy the file into the folder.",
    },
    "unused-file": {
        "fr": "« {found} » ne sert à rien ici. Citez ce fichier ou retirez-le.",
        "en": "“{found}” is used by nothing here. Name this file or remove it.",
    },
    "bad-name": {
        "fr": "« {found} » : un nom s'écrit en minuscules sans accent, chiffres et tirets.",
        "en": "“{found}”: a name is written in small letters without accents, digits and hyphens.",
    },
    "unknown-place": {
        "fr": "« {found} » : ce dossier n'est pas connu ici.",
        "en": "“{found}”: this folder is not known here.",
    },
    "too-big": {
        "fr": "« {found} » pèse {size} ko ; au plus {most} ko. Réduisez le fichier.",
        "en": "“{found}” weighs {size} kB; at most {most} kB. Make the file smaller.",
    },
    "wrong-file": {
        "fr": "« {found} » n'est pas ce qu'il faut ici : {wanted}.",
        "en": "“{found}” is not what is needed here: {wanted}.",
    },
    "not-webvtt": {
        "fr": "« {found} » n'est pas un fichier WebVTT : {why}.",
        "en": "“{found}” is not a WebVTT file: {why}.",
    },
    "refused-svg": {
        "fr": "{found} est refusé dans une image : rien qui s'exécute, rien qui vienne d'ailleurs.",
        "en": "{found} is refused in a picture: nothing that runs, nothing from elsewhere.",
    },
    # --- keys and values
    "unknown-key": {
        "fr": "« {found} » : clé inconnue.",
        "en": "“{found}”: unknown key.",
    },
    "missing-key": {
        "fr": "La clé « {found} » manque.",
        "en": "The key “{found}” is missing.",
    },
    "double-key": {
        "fr": "« {found} » est écrit deux fois. Gardez-en un.",
        "en": "“{found}” is written twice. Keep one.",
    },
    "from-path": {
        "fr": "« {found} » vient de la place du fichier : {wanted}. Retirez la clé ou déplacez le fichier.",
        "en": "“{found}” comes from the file's place: {wanted}. Remove the key or move the file.",
    },
    "wrong-type": {
        "fr": "« {found} » : il faut ici {wanted}.",
        "en": "“{found}”: what is needed here is {wanted}.",
    },
    "unknown-value": {
        "fr": "« {found} » n'est pas un choix possible : {wanted}.",
        "en": "“{found}” is not a possible choice: {wanted}.",
    },
    "too-deep": {
        "fr": "Ces listes s'emboîtent trop. Écrivez-les sans renvoi (« & », « * »).",
        "en": "These lists are nested too deeply. Write them without aliases (“&”, “*”).",
    },
    "empty-text": {
        "fr": "« {found} » est vide. Écrivez le texte ou retirez la clé.",
        "en": "“{found}” is empty. Write the text or remove the key.",
    },
    "unknown-language": {
        "fr": "« {found} » : langue inconnue ({wanted}).",
        "en": "“{found}”: unknown language ({wanted}).",
    },
    "missing-language": {
        "fr": "« {found} » manque en « {language} », langue d'enseignement d'un pays publié.",
        "en": "“{found}” is missing in “{language}”, a language of teaching of a published country.",
    },
    "out-of-bounds": {
        "fr": "« {found} » : il faut un nombre de {least} à {most}.",
        "en": "“{found}”: a number from {least} to {most} is needed.",
    },
    "unknown-date": {
        "fr": "« {found} » : ce jour n'existe pas. Écrivez [mois, jour] : [12, 25] est le 25 décembre.",
        "en": "“{found}”: there is no such day. Write [month, day]: [12, 25] is 25 December.",
    },
    "long-holiday": {
        "fr": "Ces congés durent {found} jours, au plus {most} : le premier jour vient-il avant le dernier ?",
        "en": "These holidays last {found} days, at most {most}: does the first day come before the last?",
    },
    "not-a-day": {
        "fr": "« {found} » n'est pas un jour. Écrivez année-mois-jour : 2027-07-31.",
        "en": "“{found}” is not a day. Write year-month-day: 2027-07-31.",
    },
    "past-day": {
        "fr": "« {found} » est passé : aucune boîte ne montrerait cette nouvelle. Changez le jour.",
        "en": "“{found}” is past: no box would show this news. Change the day.",
    },
    "too-long": {
        "fr": "« {found} » a {length} signes, au plus {most}. Raccourcissez.",
        "en": "“{found}” has {length} characters, at most {most}. Shorten it.",
    },
    "too-many-news": {
        "fr": "Au plus {most} nouvelles à la fois. Retirez la plus ancienne.",
        "en": "At most {most} news at a time. Remove the oldest.",
    },
    # --- what names what
    "unknown-skill": {
        "fr": "« {found} » : savoir inconnu.",
        "en": "“{found}”: unknown skill.",
    },
    "unknown-exercise": {
        "fr": "« {found} » : exercice inconnu.",
        "en": "“{found}”: unknown exercise.",
    },
    "unknown-module": {
        "fr": "« {found} » : module inconnu.",
        "en": "“{found}”: unknown module.",
    },
    "unknown-grain": {
        "fr": "« {found} » : grain inconnu dans ce parcours.",
        "en": "“{found}”: unknown grain in this parcours.",
    },
    "unknown-word": {
        "fr": "« {found} » : mot inconnu dans region/words.yml.",
        "en": "“{found}”: unknown word in region/words.yml.",
    },
    "unknown-country": {
        "fr": "« {found} » : pays inconnu dans le catalogue.",
        "en": "“{found}”: unknown country in the catalogue.",
    },
    "unknown-level": {
        "fr": "Année {found} : le pays {country} n'a pas ce niveau ({wanted}).",
        "en": "Year {found}: the country {country} has no such level ({wanted}).",
    },
    "cycle": {
        "fr": "Ces savoirs s'attendent l'un l'autre : {found}. Retirez l'un des liens « hard » ou « soft ».",
        "en": "These skills wait for each other: {found}. Remove one of the “hard” or “soft” links.",
    },
    "comes-later": {
        "fr": "« {found} » est de l'année {year}, après ce savoir (année {own}). Retirez le lien ou"
        " changez l'année.",
        "en": "“{found}” is of year {year}, after this skill (year {own}). Remove the link or change a year.",
    },
    # --- skills
    "few-exercises": {
        "fr": "{found} exercice : il en faut au moins {least}, de forme différente, pour voir si c'est su."
        " Écrivez-en un autre.",
        "en": "{found} exercise: at least {least} of different form are needed, to see whether it is known."
        " Write another.",
    },
    "few-questions": {
        "fr": "{found} questions différentes : il en faut {least} pour s'entraîner puis réviser."
        " Élargissez « variables » ou allongez « table ».",
        "en": "{found} different questions: {least} are needed to practise, then review."
        " Widen “variables” or lengthen “table”.",
    },
    "no-remediation": {
        "fr": "« remediation » manque. Écrivez ce que le maître fait en cinq minutes : prendre, montrer,"
        " demander, voir.",
        "en": "“remediation” is missing. Write what the teacher does in five minutes: take, show, ask, see.",
    },
    "unnamed-misconception": {
        "fr": "« {found} » : cette erreur n'a pas de nom lisible. Donnez-le dans {names}.",
        "en": "“{found}”: this misconception has no readable name. Give it in {names}.",
    },
    "unused-name": {
        "fr": "« {found} » : aucun exercice ne prévoit cette erreur. Retirez la ligne.",
        "en": "“{found}”: no exercise expects this misconception. Remove the line.",
    },
    "still-here": {
        "fr": "« {found} » existe encore. Retirez la ligne, ou le fichier de ce savoir.",
        "en": "“{found}” still exists. Remove the line, or the file of this skill.",
    },
    "double-id": {
        "fr": "« {found} » sert déjà (ligne {first}). Donnez un autre nom.",
        "en": "“{found}” is already used (line {first}). Give another name.",
    },
    "other-subject": {
        "fr": "« {found} » est de la matière {module}, ce parcours de la matière {wanted}.",
        "en": "“{found}” is of the subject {module}, this parcours of the subject {wanted}.",
    },
    # --- what is for teachers
    "other-audience": {
        "fr": "« {found} » est pour « {audience} », ceci pour « {own} ». Changez « audience ».",
        "en": "“{found}” is for “{audience}”, this is for “{own}”. Change “audience”.",
    },
    "only-teachers": {
        "fr": "« {found} » est réservé aux enseignants. Écrivez « audience: teacher ».",
        "en": "“{found}” is for teachers only. Write “audience: teacher”.",
    },
    "no-quiz": {
        "fr": "Ce parcours d'enseignants finit sans quiz. Donnez « bar » à sa dernière série d'exercices.",
        "en": "This parcours for teachers ends without a quiz. Give its last exercises a “bar”.",
    },
    # --- grains
    "grain-or-exercises": {
        "fr": "Écrivez ici « grain » ou bien « exercises », l'un des deux.",
        "en": "Write here either “grain” or “exercises”, one of the two.",
    },
    "missing-grain": {
        "fr": "« {found} » : il manque {wanted}.",
        "en": "“{found}”: {wanted} is missing.",
    },
    "differs": {
        "fr": "« {found} » n'est pas le même que dans {other}. Écrivez la même chose dans chaque langue.",
        "en": "“{found}” is not the same as in {other}. Write the same in each language.",
    },
    "empty-body": {
        "fr": "Le texte de la leçon est vide. Écrivez-le sous l'en-tête.",
        "en": "The text of the lesson is empty. Write it under the head.",
    },
    "no-alt": {
        "fr": "« {found} » : image sans description. Dites entre [ ] ce qu'il faut y voir.",
        "en": "“{found}”: picture without a description. Say between [ ] what is to be seen.",
    },
    "refused-html": {
        "fr": "{found} est refusé : cela pourrait s'exécuter ou serait perdu. Écrivez-le en Markdown.",
        "en": "{found} is refused: it could run or would be lost. Write it in Markdown.",
    },
    "outside-link": {
        "fr": "« {found} » : un lien reste dans la boîte et n'exécute rien. Écrivez « /… ».",
        "en": "“{found}”: a link neither leaves the box nor runs anything. Write “/…” or remove it.",
    },
    "heading": {
        "fr": "Titre de niveau {found} : la page a déjà son titre. Employez « ## » ou « ### ».",
        "en": "Heading of level {found}: the page has its title already. Use “##” or “###”.",
    },
    "code": {
        "fr": "« {found} » serait du code. Retirez les quatre espaces ou les accents graves.",
        "en": "“{found}” would be code. Remove the four spaces or the backquotes.",
    },
    "unknown-fence": {
        "fr": "« {found} » : bloc inconnu.",
        "en": "“{found}”: unknown block.",
    },
    "not-parameters": {
        "fr": "Ce ne sont pas des paramètres du tuteur : {found}. Refaites-les : ministry calibrate",
        "en": "These are not parameters of the tutor: {found}. Make them again: ministry calibrate",
    },
    "drawing": {
        "fr": "Ce dessin ne se fait pas : {found}",
        "en": "This drawing cannot be made: {found}",
    },
    # --- exercises: the engine says what and how to mend
    "exercise": {
        "fr": "{found}",
        "en": "{found}",
    },
}

# What is needed where something else stands.
WANTED: dict[str, dict[str, str]] = {
    "text": {"fr": "un texte", "en": "a text"},
    "number": {"fr": "un nombre entier", "en": "a whole number"},
    "amount": {"fr": "un montant (0.5, 100)", "en": "an amount (0.5, 100)"},
    "list": {"fr": "une liste", "en": "a list"},
    "keys": {"fr": "des clés et leurs valeurs", "en": "keys with their values"},
    "languages": {"fr": "un texte par langue ({fr: …})", "en": "a text for each language ({fr: …})"},
    "picture": {"fr": "une image (svg, png, jpg)", "en": "a picture (svg, png, jpg)"},
    "sound": {"fr": "un son (mp3)", "en": "a sound (mp3)"},
    "video": {"fr": "une vidéo (mp4)", "en": "a video (mp4)"},
    "subtitles": {"fr": "des sous-titres (vtt)", "en": "subtitles (vtt)"},
    "document": {"fr": "un document (pdf)", "en": "a document (pdf)"},
}
