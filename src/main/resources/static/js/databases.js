// The database manager: dropdowns that stay open while their rows are renewed, and the popup. Without this script the
// arrows are links, and the popup a part of the page.
const popup = document.getElementById('popup');
const opened = new Set();
let opener;

function expand(button, open) {
  const copies = document.getElementById(button.getAttribute('aria-controls'));
  button.setAttribute('aria-expanded', String(open));
  button.firstElementChild.textContent = open ? '▾' : '▸';
  copies.hidden = !open;
  opened[open ? 'add' : 'delete'](copies.id);
}

function show() {
  const dialog = popup.querySelector('dialog');
  if (!dialog || dialog.matches(':modal')) {
    return;
  }
  dialog.removeAttribute('open'); // it was a part of the page; to close it would be told after the next line
  dialog.showModal();
  dialog.addEventListener('close', () => {
    dialog.remove();
    opener?.isConnected && opener.focus();
  });
}

async function ask(link) {
  const response = await fetch(link.dataset.popup);
  if (!response.ok) {
    location.assign(link.href);
    return;
  }
  opener = link;
  popup.innerHTML = await response.text(); // our own template, in which everything is escaped
  show();
}

document.addEventListener('click', event => {
  const arrow = event.target.closest('button.arrow');
  const link = event.target.closest('a[data-popup]');
  if (arrow) {
    expand(arrow, arrow.getAttribute('aria-expanded') !== 'true');
  } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    ask(link);
  } else if (event.target.closest('[data-close]')) {
    event.preventDefault();
    popup.querySelector('dialog').close();
  }
});

document.addEventListener('keydown', event => {
  if (event.key === ' ' && event.target.matches('a[role=button]')) {
    event.preventDefault();
    event.target.click();
  }
});

document.addEventListener('submit', event => {
  const question = event.target.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
  }
});

document.addEventListener('htmx:afterSettle', () => {
  document.querySelectorAll('button.arrow').forEach(button => {
    if (opened.has(button.getAttribute('aria-controls'))) {
      expand(button, true);
    }
  });
});
show();
