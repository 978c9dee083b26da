// What other scripts may ask for once this one has come.

studypress.play = {
  snippet: openSnippet,
  page: openExercise,
  exercise(pre, tests, on) {
    const { element, code, stop } = makeBench({ pre, tests, files: [], kept: null }, { changed() {}, ...on });
    return { element, code, stop };
  },
};
