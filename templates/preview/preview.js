// Shows a note as it is written. What is chosen stands in the address after the `#`, so that each tab has its own choice and
// keeps it when it is loaded again.

const find = (selector) => document.querySelector(selector);
const panes = Object.fromEntries([...document.querySelectorAll("main > section")].map((pane) => [pane.dataset.view, pane]));
const buttons = [...document.querySelectorAll(".views button")];

let notes = [];
let version = null;
let shown = {};
let asking = 0;

// What is chosen.
const choice = { note: "", views: ["html"], theme: "", paper: "", chapter: 0 };

function readChoice() {
    const said = new URLSearchParams(location.hash.slice(1));
    choice.note = said.get("note") ?? "";
    choice.theme = said.get("theme") ?? "";
    choice.paper = said.get("paper") ?? "";
    const views = (said.get("views") ?? "html").split(",").filter((view) => view in panes);
    choice.views = views.length ? views : ["html"];
}

function writeChoice() {
    const said = new URLSearchParams();
    for (const key of ["note", "theme", "paper"]) {
        if (choice[key]) said.set(key, choice[key]);
    }
    said.set("views", choice.views.join(","));
    history.replaceState(null, "", `#${said}`);
}

async function get(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
}

// Which note is shown: by its name, for its number changes when notes come and go.
function number() {
    const at = notes.findIndex((note) => note.name === choice.note);
    return at < 0 ? 0 : at;
}

async function loadNotes() {
    const told = await get("notes");
    notes = told.notes;
    version ??= told.version;
    if (!notes.some((note) => note.name === choice.note)) choice.note = notes[0]?.name ?? "";
    fill(find("#theme"), told.themes, choice.theme);
    fill(find("#paper"), told.papers, choice.paper);
    listNotes();
}

function fill(select, names, chosen) {
    if (select.options.length === 1) select.append(...names.map((name) => new Option(name, name)));
    select.value = chosen;
}

function label(note) {
    return note.label || note.name;
}

function listNotes() {
    const list = find("#notes ul");
    find("#notes").hidden = notes.length < 2;
    const wanted = find("#find").value.toLowerCase();
    const items = notes
        .filter((note) => label(note).toLowerCase().includes(wanted))
        .map((note) => {
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = label(note);
            if (note.name === choice.note) button.setAttribute("aria-current", "true");
            button.addEventListener("click", () => choose({ note: note.name, chapter: 0 }));
            const item = document.createElement("li");
            item.append(button);
            return item;
        });
    const focused = list.contains(document.activeElement) ? document.activeElement.textContent : null;
    list.replaceChildren(...items);
    if (focused) [...list.querySelectorAll("button")].find((button) => button.textContent === focused)?.focus();
}

function choose(change) {
    const isOther = change.note !== undefined && change.note !== choice.note;
    Object.assign(choice, change);
    writeChoice();
    if (isOther) {
        listNotes();
        for (const pane of [panes.pdf, panes.text]) pane.scrollTop = 0;
    }
    showPanes();
    load(isOther);
}

function showPanes() {
    for (const [view, pane] of Object.entries(panes)) pane.hidden = !choice.views.includes(view);
    for (const button of buttons) button.setAttribute("aria-pressed", String(choice.views.includes(button.dataset.view)));
    find("#beside").checked = choice.views.length > 1 || find("#beside").checked;
}

// Asks for the note and shows it. An answer that a later one has overtaken is left out.
async function load(isOther = false) {
    const own = ++asking;
    const query = new URLSearchParams({
        note: number(),
        theme: choice.theme,
        paper: choice.paper,
        views: choice.views.join(","),
    });
    say("…");
    const told = await get(`note?${query}`);
    if (own !== asking) return;
    shown = told;
    document.title = told.title ? `${told.title} – preview` : "Preview";
    find("#title").textContent = told.title || choice.note || "Preview";
    showMessages(told);
    const work = [];
    if (choice.views.includes("html") && told.html) work.push(frame(panes.html, told.html, "Page", isOther));
    if (choice.views.includes("epub") && told.chapters) work.push(showChapters(isOther));
    if (choice.views.includes("pdf") && told.pages) work.push(showPages(told.pages));
    if (choice.views.includes("text") && told.text) work.push(showText(told.text));
    await Promise.all(work);
    if (own === asking) say(summary(told));
}

function say(text) {
    find("#status").textContent = text;
}

function summary(told) {
    if (told.error) return "not made";
    const count = told.messages?.length ?? 0;
    const parts = [];
    if (choice.views.includes("pdf") && told.pages) parts.push(plural(told.pages.length, "page"));
    parts.push(count ? plural(count, "message") : "no messages");
    return parts.join(", ");
}

function plural(count, word) {
    return `${count} ${word}${count === 1 ? "" : "s"}`;
}

// Puts a document into a pane. The earlier one stays until the other is there, and its place is kept.
function frame(pane, address, title, isOther) {
    const holder = pane.querySelector(".frame");
    const before = holder.querySelector("iframe:not(.coming)");
    if (before && before.getAttribute("src") === address) return Promise.resolve();
    // One that is still coming is overtaken: who waits for it need not.
    holder.querySelectorAll("iframe.coming").forEach((left) => {
        left.remove();
        left.dispatchEvent(new Event("load"));
    });
    const next = document.createElement("iframe");
    next.className = before ? "coming" : "";
    next.title = title;
    next.src = address;
    return new Promise((done) => {
        next.addEventListener(
            "load",
            () => {
                if (!next.isConnected) return done();
                const top = isOther || !before ? 0 : place(before);
                next.dataset.top = top;
                next.contentWindow.scrollTo({ top, behavior: "instant" });
                next.contentDocument.addEventListener("click", follow);
                next.className = "";
                before?.remove();
                done();
            },
            { once: true },
        );
        holder.append(next);
    });
}

// Where a document is looked at. One that became too short for its place keeps that for the next, which may be longer.
function place(frame) {
    const view = frame.contentWindow;
    if (!view) return 0;
    const end = view.document.documentElement.scrollHeight - view.innerHeight;
    const wanted = Number(frame.dataset.top ?? 0);
    return view.scrollY >= end - 1 ? Math.max(wanted, view.scrollY) : view.scrollY;
}

// A link to another note leads to that note in the preview; one to elsewhere opens in a tab of its own.
function follow(event) {
    const link = event.target.closest?.("a[href]");
    const way = link?.getAttribute("href");
    if (!way || way.startsWith("#")) return;
    event.preventDefault();
    const scheme = /^[a-z][a-z0-9+.-]*:/i.test(way) || way.startsWith("//");
    if (scheme) {
        if (/^(https?:|mailto:)/i.test(way)) window.open(way, "_blank", "noopener");
        return;
    }
    const own = notes[number()]?.output ?? "";
    const base = new URL(own.split("/").map(encodeURIComponent).join("/"), "http://x/");
    const path = decodeURIComponent(new URL(way, base).pathname).slice(1);
    const strip = (name) => name?.replace(/^(\.\/)+|^\/+/, "");
    const at = notes.find((note) => strip(note.output) === strip(path));
    if (at) return choose({ note: at.name, chapter: 0 });
    const chapter = (shown.chapters ?? []).findIndex((chapter) => chapter.address === new URL(link.href).pathname);
    if (chapter >= 0) {
        choice.chapter = chapter;
        showChapters(true);
    }
}

function showChapters(isOther = false) {
    const chapters = shown.chapters ?? [];
    choice.chapter = Math.min(choice.chapter, Math.max(chapters.length - 1, 0));
    const select = find("#chapter");
    const titles = chapters.map((chapter) => chapter.title);
    if ([...select.options].some((option, at) => option.text !== titles[at]) || select.options.length !== titles.length) {
        select.replaceChildren(...titles.map((title, at) => new Option(title, at)));
    }
    select.value = choice.chapter;
    find("#before").disabled = choice.chapter === 0;
    find("#after").disabled = choice.chapter >= chapters.length - 1;
    return chapters.length ? frame(panes.epub, chapters[choice.chapter].address, "EPUB", isOther) : undefined;
}

function turn(step) {
    choice.chapter += step;
    showChapters(true);
}

// Each page is an image of a known size, so that nothing moves when one is replaced.
async function showPages(pages) {
    const holder = panes.pdf.querySelector(".pages");
    while (holder.children.length > pages.length) holder.lastElementChild.remove();
    const work = pages.map(async (page, at) => {
        let image = holder.children[at];
        const isNew = !image;
        if (isNew) {
            image = document.createElement("img");
            holder.append(image);
        }
        image.width = Math.round(page.width * (4 / 3));
        image.height = Math.round(page.height * (4 / 3));
        image.alt = `Page ${at + 1} of ${pages.length}`;
        if (image.getAttribute("src") === page.address) return;
        if (isNew) {
            image.src = page.address;
            return;
        }
        const next = new Image();
        next.src = page.address;
        await next.decode().catch(() => {});
        image.src = page.address;
        image.classList.remove("changed");
        void image.offsetWidth;
        image.classList.add("changed");
    });
    await Promise.all(work);
}

async function showText(address) {
    const list = panes.text.querySelector(".lines");
    if (list.dataset.address === address) return;
    const text = await (await fetch(address)).text();
    list.dataset.address = address;
    const lines = text.split(/\r?\n/).map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
    });
    list.replaceChildren(...lines);
}

function showMessages(told) {
    const messages = [...(told.messages ?? [])];
    if (told.error) messages.unshift({ severity: "error", code: "", message: told.error, hints: [] });
    const items = messages.map((message) => {
        const button = document.createElement("button");
        button.type = "button";
        const part = (kind, text) => {
            const span = document.createElement("span");
            span.className = kind;
            span.textContent = text;
            return span;
        };
        const place = message.line ? ` ${message.file}:${message.line}:${message.column}` : "";
        const code = message.code ? ` [${message.code}]` : "";
        button.append(part(`severity ${message.severity}`, message.severity), part("place", `${place}${code} `));
        button.append(part("text", message.message));
        for (const hint of message.hints ?? []) button.append(part("hint", hint));
        button.disabled = !message.line;
        button.addEventListener("click", () => jump(message));
        const item = document.createElement("li");
        item.append(button);
        return item;
    });
    find("#messages").hidden = items.length === 0;
    find("#messages ul").replaceChildren(...items);
}

// Shows the place of a message in the note.
async function jump(message) {
    if (!choice.views.includes("text")) {
        choice.views = find("#beside").checked ? [...choice.views, "text"] : ["text"];
        writeChoice();
        showPanes();
    }
    if (!shown.text) return;
    await showText(shown.text);
    const list = panes.text.querySelector(".lines");
    list.querySelectorAll(".marked").forEach((line) => {
        line.classList.remove("marked");
        line.removeAttribute("tabindex");
    });
    const line = list.children[message.line - 1];
    if (!line) return;
    line.classList.add("marked");
    line.tabIndex = -1;
    line.scrollIntoView({ block: "center" });
    line.focus({ preventScroll: true });
}

// Waits for changes; a tab that nobody sees does not ask, and is brought up to date when it is seen again.
async function watch() {
    for (;;) {
        if (document.hidden) {
            await new Promise((seen) => document.addEventListener("visibilitychange", seen, { once: true }));
            continue;
        }
        try {
            const told = await get(`changes?after=${version ?? -1}`);
            if (told.version !== version) {
                version = told.version;
                await loadNotes();
                // What is overtaken may never be shown: that must not end the watching.
                load().catch(() => say("the preview does not answer"));
            }
        } catch {
            say("the preview does not answer: is it still running?");
            version = -1;
            await new Promise((later) => setTimeout(later, 1000));
        }
    }
}

for (const button of buttons) {
    button.addEventListener("click", () => {
        const view = button.dataset.view;
        if (!find("#beside").checked) return choose({ views: [view] });
        const views = choice.views.includes(view) ? choice.views.filter((own) => own !== view) : [...choice.views, view];
        choose({ views: views.length ? views : [view] });
    });
}
find("#beside").addEventListener("change", (event) => {
    if (!event.target.checked) choose({ views: [choice.views[0]] });
});
find("#theme").addEventListener("change", (event) => choose({ theme: event.target.value }));
find("#paper").addEventListener("change", (event) => choose({ paper: event.target.value }));
find("#find").addEventListener("input", listNotes);
find("#chapter").addEventListener("change", (event) => turn(Number(event.target.value) - choice.chapter));
find("#before").addEventListener("click", () => turn(-1));
find("#after").addEventListener("click", () => turn(1));

readChoice();
showPanes();
await loadNotes().then(load, () => say("the preview does not answer"));
watch();
