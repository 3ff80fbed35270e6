// Uploads the dump resumably (tus), then sends the request. A broken upload goes on by itself, or when the same file is
// chosen again after a reload.
const form = document.getElementById('request');
const box = document.getElementById('upload');
const bar = box.querySelector('progress');
const text = document.getElementById('upload-text');
const pause = document.getElementById('pause');
const refusal = document.getElementById('refusal');
const submit = form.querySelector('button[type=submit]');
const meta = name => document.querySelector(`meta[name=${name}]`).content;
const headers = () => ({ [meta('csrf-header')]: meta('csrf-token') });
const megabytes = bytes => (bytes / 1048576).toFixed(1);

function refuse(messages) {
  const list = document.createElement('ul');
  messages.forEach(message => {
    const item = document.createElement('li');
    item.textContent = message;
    list.append(item);
  });
  refusal.replaceChildren(list);
  refusal.hidden = false;
  submit.disabled = false;
  box.hidden = true;
}

async function problem(response) {
  const answer = await response.json().catch(() => ({}));
  return answer.reasons?.map(reason => reason.message) ?? [answer.detail ?? `The platform answered ${response.status}.`];
}

function left(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
}

function progress(start, startBytes) {
  return (sent, total) => {
    const seconds = (Date.now() - start) / 1000;
    const rate = (sent - startBytes.value) / Math.max(seconds, 0.1);
    bar.value = 100 * sent / total;
    text.textContent = `${megabytes(sent)} of ${megabytes(total)} MB` + (rate > 0 ? `, ${left((total - sent) / rate)}` : '');
  };
}

/** The file's first bytes, by which the platform refuses what it cannot use before it is sent. */
async function head(file) {
  const bytes = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}

async function upload(file) {
  const metadata = { filename: file.name, head: await head(file) };
  return new Promise((resolve, reject) => {
    const startBytes = { value: 0 };
    const show = progress(Date.now(), startBytes);
    let first = true;
    const task = new tus.Upload(file, {
      endpoint: '/api/uploads',
      headers: headers(),
      metadata,
      chunkSize: 64 * 1048576,
      retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000],
      removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => {
        if (first) {
          startBytes.value = sent;
          first = false;
        }
        show(sent, total);
      },
      onError: error => reject(error),
      onSuccess: () => resolve(task.url.split('/').pop())
    });
    pause.onclick = () => {
      const paused = pause.textContent === 'Resume';
      pause.textContent = paused ? 'Pause' : 'Resume';
      paused ? task.start() : task.abort();
    };
    task.findPreviousUploads().then(previous => {
      if (previous.length > 0) {
        task.resumeFromPreviousUpload(previous[0]);
      }
      task.start();
    });
  });
}

async function uploadError(error) {
  const body = error.originalResponse?.getBody();
  try {
    return JSON.parse(body).detail;
  } catch {
    return 'The upload broke off. Choose the same file again: it goes on where it was.';
  }
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  refusal.hidden = true;
  const data = new FormData(form);
  const file = data.get('file');
  if (file.size > Number(form.dataset.max)) {
    refuse([`The file has ${megabytes(file.size)} MB; the limit is ${megabytes(Number(form.dataset.max))} MB.`]);
    return;
  }
  submit.disabled = true;
  box.hidden = false;
  try {
    const uploadId = await upload(file);
    text.textContent = 'Uploaded. The upgrade begins …';
    const response = await fetch('/api/requests', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers() },
      body: JSON.stringify({
        uploadId,
        targetVersion: data.get('targetVersion'),
        email: data.get('email'),
        contract: data.get('contract'),
        name: data.get('name'),
        purpose: data.get('purpose'),
        confirmedName: data.get('confirmedName') || undefined
      })
    });
    if (response.ok) {
      location.assign((await response.json()).url);
    } else {
      refuse(await problem(response));
    }
  } catch (error) {
    refuse([await uploadError(error)]);
  }
});
