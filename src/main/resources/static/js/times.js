// Shows times in the reader's own zone and language, with the zone's name; the pages write them in UTC.
const full = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' };

function localTimes() {
  document.querySelectorAll('time[datetime]:not([data-local])').forEach(element => {
    const time = new Date(element.dateTime);
    if (!Number.isNaN(time.getTime())) {
      element.dataset.local = 'yes';
      element.title = element.dateTime;
      element.textContent = time.toLocaleString(undefined, element.dataset.style === 'clock' ? clock : full);
    }
  });
}

/** How long something lasts already. */
function durations() {
  document.querySelectorAll('[data-since]').forEach(element => {
    const seconds = Math.max(0, Math.round((Date.now() - new Date(element.dataset.since)) / 1000));
    element.textContent = seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  });
}

setInterval(durations, 1000);
localTimes();
document.addEventListener('htmx:afterSwap', localTimes);
