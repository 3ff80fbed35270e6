// Publishes a release through the API and says what came of it.
const form = document.getElementById('publish');
const meta = name => document.querySelector(`meta[name=${name}]`).content;

form?.addEventListener('submit', async event => {
  event.preventDefault();
  const outcome = document.getElementById('outcome');
  const button = form.querySelector('button');
  const data = new FormData(form);
  ['line', 'filestore'].forEach(name => {
    const value = data.get(name);
    if (value === '' || value.size === 0) {
      data.delete(name);
    }
  });
  button.disabled = true;
  outcome.textContent = 'The reference database is restored and its catalog captured …';
  const response = await fetch('/api/releases', { method: 'POST', body: data, headers: { [meta('csrf-header')]: meta('csrf-token') } });
  const answer = await response.json().catch(() => ({}));
  button.disabled = false;
  if (response.ok) {
    location.reload();
  } else {
    outcome.textContent = answer.detail ?? `The platform answered ${response.status}.`;
  }
});
