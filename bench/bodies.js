/** Bodies that are hard to read for one parser or another, each of so many characters. */

const fill = (size, piece) => piece.repeat(size / piece.length)
const half = (size, before, amid, after) => fill(size / 2, before) + amid + fill(size / 2, after)
const lines = (size, line) => {
  const all = []
  for (let length = 0; length < size; length += all.at(-1).length + 1) all.push(line(all.length))
  return all.join('\n')
}

export const bodies = {
  'text: prose': ['text', (size) => fill(size, 'Mail flows again, and what was held back is on its way. ')],
  'text: lines': ['text', (size) => fill(size, 'still held back\n')],
  'text: items': ['text', (size) => fill(size, '- a\n')],
  'text: addresses': ['text', (size) => fill(size, 'https://a.example/b ')],
  'text: closing parentheses': ['text', (size) => `https://a.example/${fill(size, ')')}x`],
  'Markdown: prose': ['markdown', (size) => fill(size, 'Mail *flows* again, and **what** was held `back` is on its way.\n\n')],
  'Markdown: quotes in quotes': ['markdown', (size) => `${fill(size, '> ')}a`],
  'Markdown: lists in lists': ['markdown', (size) => `${fill(size, '- ')}a`],
  'Markdown: lists and quotes, lazily': ['markdown', (size) => fill(size, '> - a\nb\n')],
  'Markdown: opening brackets': ['markdown', (size) => fill(size, '[')],
  'Markdown: brackets in brackets': ['markdown', (size) => half(size, '[', 'a', '](b)')],
  'Markdown: images in images': ['markdown', (size) => half(size, '![', 'a', '](b)')],
  'Markdown: links never closed': ['markdown', (size) => fill(size, '[a](<b')],
  'Markdown: emphasis never closed': ['markdown', (size) => fill(size, '*a_ ')],
  'Markdown: emphasis in emphasis': ['markdown', (size) => half(size, '*a **a ', 'b', ' a** a*')],
  'Markdown: emphasis in triples': ['markdown', (size) => fill(size, 'x*** ***y ')],
  'Markdown: strikethrough': ['markdown', (size) => fill(size, '~~a ~')],
  'Markdown: longer and longer backticks': ['markdown', (size) => lines(size, (i) => '`'.repeat(i))],
  'Markdown: opening brackets of tags': ['markdown', (size) => fill(size, '<')],
  'Markdown: tags never closed': ['markdown', (size) => fill(size, '<a b="')],
  'Markdown: comments never closed': ['markdown', (size) => fill(size, 'a <!-- b ')],
  'Markdown: rows': ['markdown', (size) => `a|b\n-|-\n${fill(size, 'c|d\n')}`],
  'Markdown: columns': ['markdown', (size) => ['a|', '-|', 'c|'].map((cell) => fill(size / 3, cell)).join('\n')],
  'Markdown: definitions and uses': ['markdown', (size) => `${lines(size / 2, (i) => `[${i}]: https://a.example`)}\n\n${lines(size / 2, (i) => `[${i}]`)}`],
  'Markdown: a long definition, often used': ['markdown', (size) => `[a]: https://a.example/${fill(size / 2, 'b')}\n\n${fill(size / 2, '[a] ')}`],
  'Markdown: characters by name': ['markdown', (size) => fill(size, '&amp;&x')],
  'Markdown: addresses of mail, almost': ['markdown', (size) => fill(size, 'a.b@')],
  'HTML: prose': ['html', (size) => fill(size, '<p>Mail <b>flows</b> again,<br>and what was held back is on its way.</p>')],
  'HTML: open div': ['html', (size) => fill(size, '<div>')],
  'HTML: open lists': ['html', (size) => fill(size, '<ul><li>a')],
  'HTML: lists': ['html', (size) => `<ul>${fill(size, '<li>a')}</ul>`],
  'HTML: open emphasis': ['html', (size) => fill(size, '<b>a')],
  'HTML: emphasis opened anew in each paragraph': ['html', (size) => `<p>${lines(size / 2, (i) => `<b id=${i}>`)}${fill(size / 2, '<p>a')}`],
  'HTML: rows': ['html', (size) => `<table>${fill(size, '<tr><td>a<td>b')}</table>`],
  'HTML: unknown elements': ['html', (size) => lines(size, (i) => `<x${i}>`)],
  'HTML: opening brackets of tags': ['html', (size) => fill(size, '<')],
}
