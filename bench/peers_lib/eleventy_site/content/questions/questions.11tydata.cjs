module.exports = {
  layout: "question.njk",
  type: "article",
  permalink: ({ page }) => `questions/${page.fileSlug}.html`,
};
