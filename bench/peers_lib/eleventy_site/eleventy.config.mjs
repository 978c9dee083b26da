// Eleventy's side of bench/peers: the pages of Hugo's and studypress's site.
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import { lists } from "./lists.mjs";

const byLevelAndTitle = (one, other) =>
  one.data.level.localeCompare(other.data.level) || one.data.title.localeCompare(other.data.title);

/** All questions in the order of the guide; each knows its neighbours within its level. */
function questions(api) {
  const all = api.getFilteredByGlob("content/questions/**/*.md").sort(byLevelAndTitle);
  const ofLevel = (question, level) => (question?.data.level === level ? question : undefined);
  all.forEach((question, place) => {
    question.data.before = ofLevel(all[place - 1], question.data.level);
    question.data.after = ofLevel(all[place + 1], question.data.level);
  });
  return all;
}

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.addPassthroughCopy("style.css");
  config.addPassthroughCopy({ "node_modules/prismjs/themes/prism.css": "prism.css" });
  config.addCollection("questions", questions);
  config.addCollection("newest", (api) => questions(api).sort((one, other) => other.date - one.date).slice(0, 50));
  config.addCollection("lists", (api) => lists(questions(api)));
  return {
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "public" },
    pathPrefix: "/guide/",
    // What the questions hold in braces is Python.
    markdownTemplateEngine: false,
  };
}
