"use strict";
// Nothing here writes HTML: whatever a text says, it is put as text.
const sending = JSON.parse(document.getElementById("sending").textContent);
const find = (id) => document.getElementById(id);
const DECISIONS = { approuver: "Approuver", reprendre: "À reprendre", refuser: "Refuser" };
const words = /[\p{L}\p{N}_]/u;
let saved = true;

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function changed() {
  saved = false;
  find("done").hidden = true;
  summarise();
}

// The words selected inside a paragraph, widened to whole words; all of it when nothing is selected there.
function quoted(holder) {
  const text = holder.textContent;
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return { words: text.trim(), start: 0 };
  const range = selection.getRangeAt(0);
  if (!holder.contains(range.startContainer) || !holder.contains(range.endContainer)) return { words: text.trim(), start: 0 };
  const before = document.createRange();
  before.selectNodeContents(holder);
  before.setEnd(range.startContainer, range.startOffset);
  let start = before.toString().length;
  let end = start + range.toString().length;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return { words: text.trim(), start: 0 };
  while (start > 0 && words.test(text[start]) && words.test(text[start - 1])) start -= 1;
  while (end < text.length && words.test(text[end - 1]) && words.test(text[end])) end += 1;
  return { words: text.slice(start, end), start };
}

// Which of the places where the paragraph says these words: as the application counts them, never inside a longer word.
function rank(text, quote, start) {
  let count = 0;
  for (let at = text.indexOf(quote); at >= 0 && at < start; at = text.indexOf(quote, at + 1)) {
    const left = words.test(quote[0]) && at > 0 && words.test(text[at - 1]);
    const end = at + quote.length;
    const right = words.test(quote[quote.length - 1]) && end < text.length && words.test(text[end]);
    if (!left && !right) count += 1;
  }
  return count;
}

function remark(line) {
  const holder = line.querySelector(".words");
  const quote = quoted(holder);
  const box = element("div", "", "note");
  box.passage = {
    role: line.dataset.role,
    paragraph: line.dataset.key,
    words: quote.words,
    rank: rank(holder.textContent, quote.words, quote.start),
  };
  const shown = element("div", "Sur : ");
  shown.append(element("q", quote.words.length > 160 ? quote.words.slice(0, 160) + "…" : quote.words));
  const area = element("textarea");
  area.maxLength = 5000;
  area.setAttribute("aria-label", "Votre remarque");
  area.addEventListener("input", changed);
  const away = element("button", "Retirer", "tool");
  away.type = "button";
  away.addEventListener("click", () => {
    box.remove();
    line.querySelector("button").focus();
    changed();
  });
  box.append(shown, area, away);
  line.append(box);
  area.focus();
  changed();
}

function decisionOf(article) {
  const chosen = article.querySelector("input[type=radio]:checked");
  return chosen && chosen.value ? chosen.value : null;
}

function collect() {
  return sending.acts.map((sent) => {
    const article = find("acte-" + sent.number);
    const notes = [];
    for (const box of article.querySelectorAll(".note")) {
      const text = box.querySelector("textarea").value.trim();
      if (text) notes.push({ passage: box.passage, text });
    }
    const whole = article.querySelector(".whole").value.trim();
    if (whole) notes.push({ passage: null, text: whole });
    const decision = decisionOf(article);
    const reason = article.querySelector(".motive");
    return {
      act: sent.act,
      number: sent.number,
      fingerprint: sent.fingerprint,
      decision,
      reason: reason && decision && decision !== "approuver" ? reason.value.trim() : "",
      notes,
    };
  });
}

function summarise() {
  const list = element("ul");
  collect().forEach((answered, place) => {
    const said = answered.decision ? DECISIONS[answered.decision] : "pas de décision";
    const count = answered.notes.length;
    const notes = count ? `, ${count} remarque${count > 1 ? "s" : ""}` : "";
    list.append(element("li", `${sending.acts[place].title} : ${said}${notes}`));
  });
  find("summary").replaceChildren(list);
}

function faultsOf(acts) {
  const faults = [];
  if (!find("by").value.trim()) faults.push("Indiquez votre nom.");
  if (!find("day").value) faults.push("Indiquez la date.");
  acts.forEach((answered, place) => {
    if (["reprendre", "refuser"].includes(answered.decision) && !answered.reason)
      faults.push(`« ${sending.acts[place].title} » : écrivez le motif en une phrase.`);
  });
  if (acts.every((answered) => !answered.decision && !answered.notes.length))
    faults.push("Vous n'avez encore rien décidé ni remarqué.");
  return faults;
}

const hexadecimal = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");

async function seal(written) {
  const secret = Uint8Array.from(sending.seal.match(/../g), (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hexadecimal(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(written)));
}

async function save() {
  const acts = collect();
  const faults = faultsOf(acts);
  if (!faults.length && !(window.crypto && crypto.subtle))
    faults.push("Ce navigateur est trop ancien pour enregistrer la réponse : essayez Firefox, Edge ou Chrome, ou imprimez.");
  find("faults").hidden = !faults.length;
  find("faults").replaceChildren(...faults.map((fault) => element("div", fault)));
  if (faults.length) return;
  const id = hexadecimal(crypto.getRandomValues(new Uint8Array(16)));
  const written = JSON.stringify({
    id,
    dossier: sending.dossier,
    read: sending.read,
    by: find("by").value.trim(),
    day: find("day").value,
    acts,
  });
  const whole = { format: "secretaire-reponse", version: 1, reponse: written, controle: await seal(written) };
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(whole)], { type: "application/json" }));
  link.download = `reponse-parapheur-${sending.dossier.slice(0, 8)}-${id.slice(0, 4)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = true;
  find("done").textContent = `Votre réponse est enregistrée sous le nom « ${link.download} », d'ordinaire dans le dossier Téléchargements. Copiez-la sur la clé USB et rapportez-la à la mairie.`;
  find("done").hidden = false;
}

for (const tool of document.querySelectorAll(".par .tool")) {
  const line = tool.closest(".par");
  tool.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  tool.addEventListener("click", () => remark(line));
}
for (const field of document.querySelectorAll("fieldset")) {
  const reason = field.querySelector(".reason");
  field.addEventListener("change", () => {
    const decision = decisionOf(field);
    if (reason) reason.hidden = !decision || decision === "approuver";
    changed();
  });
}
for (const area of document.querySelectorAll("textarea")) area.addEventListener("input", changed);
find("save").addEventListener("click", save);
find("print").addEventListener("click", () => window.print());
const today = new Date();
find("day").value = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
window.addEventListener("beforeunload", (event) => {
  if (!saved) event.preventDefault();
});
summarise();
