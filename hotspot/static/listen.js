// listen.js: shows the "Écouter" buttons where there is something to hear: a recording, or a voice of the phone
// in the language of the text. Without script a recording has its own player, and the button stays hidden.
(function () {
  "use strict";
  var buttons = document.querySelectorAll("[data-listen]");
  var phone = window.speechSynthesis;
  var signs = { // a voice does not read these signs, or reads them in English
    fr: { "+": " plus ", "−": " moins ", "×": " fois ", "÷": " divisé par ", "=": " égale ", "…": ", combien, " },
    en: { "+": " plus ", "−": " minus ", "×": " times ", "÷": " divided by ", "=": " equals ", "…": " how many " },
    ar: { "+": " زائد ", "−": " ناقص ", "×": " في ", "÷": " على ", "=": " يساوي ", "…": " كم " }
  };

  function voiceFor(language) {
    var voices = phone && phone.getVoices ? phone.getVoices() : [], i;
    for (i = 0; i < voices.length; i += 1) {
      if (voices[i].lang.slice(0, 2).toLowerCase() === language) { return voices[i]; }
    }
    return null;
  }

  function textOf(ids, language) {
    var said = [], words = ids.split(" "), i, element;
    for (i = 0; i < words.length; i += 1) {
      element = document.getElementById(words[i]);
      if (element) { said.push(element.innerText || element.textContent); }
    }
    return said.join(". ").replace(/[+−×÷=…]/g, function (sign) {
      return signs[language] ? signs[language][sign] : sign;
    });
  }

  function speak(button) {
    var language = button.getAttribute("data-language"), speech;
    if (phone.speaking) { phone.cancel(); return; }
    speech = new window.SpeechSynthesisUtterance(textOf(button.getAttribute("data-listen"), language));
    speech.voice = voiceFor(language);
    speech.lang = speech.voice.lang;
    speech.rate = 0.9; // children follow a slow voice better
    phone.speak(speech);
  }

  function play(sound) {
    if (sound.paused) { sound.currentTime = 0; sound.play(); } else { sound.pause(); }
  }

  function prepare(button) {
    var sound = document.getElementById(button.getAttribute("data-sound"));
    if (sound) {
      sound.hidden = true;
      button.hidden = false;
    } else if (voiceFor(button.getAttribute("data-language"))) {
      button.hidden = false;
    }
  }

  function prepareAll() {
    var i;
    for (i = 0; i < buttons.length; i += 1) { prepare(buttons[i]); }
  }

  function pressed(event) {
    var sound = document.getElementById(this.getAttribute("data-sound"));
    event.preventDefault();
    if (sound) { play(sound); } else { speak(this); }
  }

  function listenAll() {
    var i;
    for (i = 0; i < buttons.length; i += 1) { buttons[i].addEventListener("click", pressed); }
  }

  prepareAll();
  listenAll();
  if (phone && phone.addEventListener) { phone.addEventListener("voiceschanged", prepareAll); }
}());
