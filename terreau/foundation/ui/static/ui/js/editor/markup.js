// Trix keeps foreign pieces (tables) as attachments; forms carry plain HTML. Both ways here, and nothing else knows.

const TABLE_TYPE = "application/vnd.terreau.table";

function tableFigure(table) {
  const figure = document.createElement("figure");
  const attachment = { content: table.outerHTML, contentType: TABLE_TYPE };
  figure.setAttribute("data-trix-attachment", JSON.stringify(attachment));
  return figure;
}

// Only rows, cells and their words: what comes from a spreadsheet brings styles and more.
export function bareTable(source) {
  const table = document.createElement("table");
  for (const row of source.rows) {
    const line = table.insertRow();
    for (const cell of row.cells) {
      const copy = line.appendChild(document.createElement(cell.localName));
      copy.textContent = cell.textContent.trim();
      if (cell.colSpan > 1) copy.colSpan = cell.colSpan;
    }
  }
  return table;
}

export function tablesIn(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.querySelectorAll("table")].map(bareTable);
}

export function toEditor(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const table of parsed.querySelectorAll("table")) table.replaceWith(tableFigure(bareTable(table)));
  return parsed.body.innerHTML;
}

export function fromEditor(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const figure of parsed.querySelectorAll("[data-trix-attachment]")) {
    const { content = "" } = JSON.parse(figure.getAttribute("data-trix-attachment"));
    figure.replaceWith(...tablesIn(content));
  }
  markMentions(parsed.body);
  return parsed.body.innerHTML;
}

// Trix keeps only the address of a link; a colleague's address behind an @ is what makes it a mention.
function markMentions(body) {
  for (const link of body.querySelectorAll('a[href^="/people/"]')) {
    const key = /^\/people\/([2-9a-z]+)/.exec(link.getAttribute("href"))?.[1];
    if (!key || !link.textContent.startsWith("@")) continue;
    link.setAttribute("href", `/people/${key}`);
    link.className = "mention";
    link.dataset.person = key;
  }
}

export function fromPlain(text) {
  const place = document.createElement("div");
  for (const part of text.trim().split(/\n{2,}/)) {
    const paragraph = place.appendChild(document.createElement("p"));
    part.split("\n").forEach((line, at) => {
      if (at) paragraph.append(document.createElement("br"));
      paragraph.append(line);
    });
  }
  return place.innerHTML;
}

export function tableAttachment(table) {
  return new window.Trix.Attachment({ content: table.outerHTML, contentType: TABLE_TYPE });
}
