// Draws the processes that carry the request, with a token where each stands; the live part of the page says where.
const container = document.getElementById('diagram');
const now = document.getElementById('now');
const tabs = document.getElementById('models');
const viewer = new BpmnJS({ container });
const titles = { UpgradeLifecycle: 'Case', RequestedUpgrade: 'Request', TestUpgrade: 'Test upgrade', Testing: 'Testing', ProductionUpgrade: 'Production upgrade', RollingInvitation: 'Trial and invitation', DatabaseUpgrade: 'Database upgrade' };
let shown;
let chosen;
let stood;

const positions = () => [...document.querySelectorAll('#positions li')].map(({ dataset }) => dataset);
// an empty list has no attribute: nothing is passed yet, or nothing is active any more
const ids = (list = '') => list.split(' ').filter(id => id && viewer.get('elementRegistry').get(id));

function mark(position) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  overlays.clear();
  viewer.get('elementRegistry').forEach(({ id }) => ['active', 'passed'].forEach(name => canvas.removeMarker(id, name)));
  ids(position.passed).forEach(id => canvas.addMarker(id, 'passed'));
  ids(position.active).forEach(id => {
    canvas.removeMarker(id, 'passed');
    canvas.addMarker(id, 'active');
    overlays.add(id, 'token', { position: { top: -9, right: 9 }, html: '<span class="token" title="Here it stands"></span>' });
  });
}

// A long model is shown at a size that can be read, and the token stays in the middle.
const READABLE = 0.75;

function focus(position) {
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  if (canvas.zoom() < READABLE) {
    const element = viewer.get('elementRegistry').get(ids(position.active)[0] ?? ids(position.passed).at(-1));
    canvas.zoom(READABLE, element ? { x: element.x + element.width / 2, y: element.y + element.height / 2 } : 'auto');
    if (element) {
      canvas.scrollToElement(element, { top: 60, bottom: 60, left: canvas.viewbox().outer.width / 3, right: canvas.viewbox().outer.width / 3 });
    }
  }
}

function tell(position) {
  const names = ids(position.active).map(id => viewer.get('elementRegistry').get(id).businessObject.name).filter(Boolean);
  now.textContent = `Now: ${names.join(', ')}`;
  now.hidden = ended() || names.length === 0;
}

function drawTabs(models, model) {
  tabs.replaceChildren(...models.map(name => {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('role', 'tab');
    button.setAttribute('aria-selected', String(name === model));
    button.textContent = titles[name] ?? name;
    button.onclick = () => {
      chosen = name;
      draw();
    };
    return button;
  }));
}

// The innermost process with a token; at the end the one that shows how the request ended.
const ENDS = ['DELIVERED', 'REFUSED', 'FAILED', 'CANCELLED'];
const ended = () => ENDS.includes(document.querySelector('.live').dataset.state);

function where(all) {
  return (ended() ? all.find(({ model }) => ['TestUpgrade', 'ProductionUpgrade', 'RollingInvitation'].includes(model)) : all.findLast(({ active }) => active)) ?? all.at(-1);
}

async function drawNow() {
  const all = positions();
  const position = all.find(({ model }) => model === chosen) ?? where(all);
  if (!position) {
    return;
  }
  drawTabs(all.map(({ model }) => model), position.model);
  if (shown !== position.model) {
    shown = undefined;
    const response = await fetch(`/diagrams/${position.model}`);
    if (!response.ok) {
      throw new Error(`The platform answered ${response.status} for the diagram of ${position.model}`);
    }
    await viewer.importXML(await response.text());
    shown = position.model;
    stood = undefined;
  }
  mark(position);
  tell(position);
  if (stood !== position.active && container.clientWidth > 0) { // else the reader may be looking elsewhere
    focus(position);
    stood = position.active;
  }
}

// One drawing after the other. One that fails is tried again: while the request waits for somebody, no event would.
const AGAIN = 2000;
let drawing = Promise.resolve();
function draw() {
  drawing = drawing.then(drawNow).catch(error => {
    console.warn('The diagram is drawn again', error);
    setTimeout(draw, AGAIN);
  });
}

// A phone is turned, a window made smaller: the token stays in sight.
new ResizeObserver(() => {
  if (shown) {
    viewer.get('canvas').resized();
    stood = undefined;
    draw();
  }
}).observe(container);

let waiting = document.querySelector('.live').dataset.state === 'WAITING_FOR_MODULES';
document.body.addEventListener('htmx:afterSettle', () => {
  const nowWaiting = document.querySelector('.live').dataset.state === 'WAITING_FOR_MODULES';
  if (nowWaiting !== waiting) {
    location.reload(); // the form below the live part comes or goes
  }
  waiting = nowWaiting;
  draw();
});
draw();
