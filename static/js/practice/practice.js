// What practice offers to the pages. Letters come after digits, so this file is the last.

studypress.practice = {
  fsrs: { review: reviewCard, preview: previewCard, recall: recallOf, recallAfter },
  dayOf,
  now: readerNow,
  reader: openReader,
  deck: theDeck,
  plan: { today, queue, after },
};
