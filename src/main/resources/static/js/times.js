// Shows times in the reader's own zone and language; the pages write them in UTC.
function localTimes() {
  document.querySelectorAll('time[datetime]:not([data-local])').forEach(element => {
    const time = new Date(element.dateTime);
    if (!Number.isNaN(time.getTime())) {
      element.dataset.local = 'yes';
      element.title = element.dateTime;
      element.textContent = time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    }
  });
}

localTimes();
document.addEventListener('htmx:afterSettle', localTimes);
