// Shows a task's form, the one that Tasklist shows too, and completes the task with it. What is refused stays in the form.
const place = document.getElementById('form');
const refusal = document.getElementById('refusal');
const complete = document.getElementById('complete');
const meta = name => document.querySelector(`meta[name=${name}]`)?.content;

const markdown = text => text.replace(/[\\`*_{}[\]()#+.!|<>~-]/g, '\\$&');

/** A field that only shows an address of this platform becomes a link to it. */
function linked(component, values) {
  const value = values[component.key];
  const platform = place.dataset.platform;
  const ours = component.disabled && typeof value === 'string' && /^\S+$/.test(value)
    && (value.startsWith(`${platform}/`) || value.startsWith(`${location.origin}/`));
  if (ours) {
    const path = value.slice((value.startsWith(`${platform}/`) ? platform : location.origin).length);
    return { type: 'text', id: component.id, text: `**${markdown(component.label ?? '')}:** [${markdown(value)}](${encodeURI(decodeURI(path))})` };
  }
  return component.components ? { ...component, components: component.components.map(child => linked(child, values)) } : component;
}

function say(sentence) {
  refusal.textContent = sentence;
  refusal.hidden = !sentence;
}

async function shown() {
  const schema = JSON.parse(place.dataset.schema);
  const values = JSON.parse(place.dataset.values);
  const form = new FormViewer.Form({ container: place });
  await form.importSchema(linked(schema, values), values);
  if (place.dataset.readonly === 'true') {
    form.setProperty('readOnly', true);
  }
  return form;
}

async function send(variables) {
  const response = await fetch(complete.dataset.complete, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/problem+json', [meta('csrf-header')]: meta('csrf-token') },
    body: JSON.stringify({ variables }),
  });
  if (response.ok) {
    location.assign('/tasks?done');
    return;
  }
  const problem = await response.json().catch(() => ({}));
  say(response.status === 401 ? 'You are logged out. Log in again in another tab, then complete the task here.'
    : problem.detail ?? `The platform answered ${response.status}. Nothing is lost here: try again.`);
}

const form = place ? await shown() : undefined;
complete?.addEventListener('click', async () => {
  const { data = {}, errors = {} } = form?.submit() ?? {};
  if (Object.keys(errors).length > 0) {
    say('Something is missing or wrong: see the fields that are marked.');
    place.querySelector('.fjs-has-errors input, .fjs-has-errors textarea, .fjs-has-errors select')?.focus();
    return;
  }
  say('');
  complete.disabled = true;
  try {
    await send(data);
  } catch (error) {
    say(`The platform cannot be reached (${error.message}). Nothing is lost here: try again.`);
  } finally {
    complete.disabled = false;
  }
});
