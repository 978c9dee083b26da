"""Imports two decks into a new collection, one after the other, and prints
what Anki then holds."""

import html
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def show(collection, log):
    print(f"new {len(log.new)}, updated {len(log.updated)}, duplicate {len(log.duplicate)}")
    for deck in collection.decks.all_names_and_ids():
        count = len(collection.find_cards(f'deck:"{deck.name}" -deck:"{deck.name}::*"'))
        print(f"{deck.name}: {count}")
    for card in collection.find_cards("Question:*closure* Summary:_*"):
        card = collection.get_card(card)
        note = card.note()
        print("reps:", card.reps, "tags:", " ".join(note.tags))
        print("question:", note["Question"])
        print("summary:", note["Summary"])
        print("level:", note["Level"], "| topic:", note["Topic"])
        print("sources:", note["Sources"], "| link:", note["Link"])
        links = [part.split('"')[0] for part in note["Answer"].split('href="')[1:]]
        print("links:", " ".join(links))
        answer = card.answer()
        assert "<hr id=\"answer\">" in answer and 'class="prose"' in answer
        assert ".k{" in answer and "--k:" in answer, "no highlighting in the style"
        assert "position:sticky;top" not in answer
        for name in collection.media.files_in_str(note.mid, note["Answer"]):
            there = os.path.exists(os.path.join(collection.media.dir(), name))
            print("media:", name.split(".")[-1], "there" if there else "missing")
    for card in collection.find_cards("Output:_*"):
        card = collection.get_card(card)
        note = card.note()
        question = card.question()
        print("predict:", note["Output"], "| link:", note["Link"])
        assert "[[type:Output]]" in question and "What does it print?" in question
        assert "<samp>" not in question, "the answer is on the front"
        print("before:", "What runs before it" in question, "| reps:", card.reps)
        typed = html.unescape(note["Output"].replace("<br>", " "))
        # What differs is marked, and what lacks.
        assert "typeBad" not in collection.compare_answer(note["Output"], typed)
        assert "typeMissed" not in collection.compare_answer(note["Output"], typed)
        assert "typeBad" in collection.compare_answer(note["Output"], "wrong")
    for card in collection.find_cards("Prompt:*two*"):
        card = collection.get_card(card)
        note = card.note()
        question, answer = card.question(), card.answer()
        print("choose:", note["Prompt"], "| why:", note["Why"], "| reps:", card.reps)
        right = [part.split("</li>")[0] for part in answer.split('<li class="right">')[1:]]
        print("options:", question.count("<li"), "| right:", " ".join(right))
        assert 'class="right"' not in question, "the answer is on the front"


with tempfile.TemporaryDirectory() as folder:
    collection = Collection(os.path.join(folder, "collection.anki2"))
    for number, path in enumerate(sys.argv[1:]):
        request = ImportAnkiPackageRequest(
            package_path=path, options=ImportAnkiPackageOptions(with_scheduling=True)
        )
        show(collection, collection.import_anki_package(request).log)
        if number == 0:
            # Learn one card, to see whether that is still known afterwards.
            card = collection.get_card(collection.find_cards("Question:*closure* Summary:_*")[0])
            card.start_timer()
            collection.sched.answerCard(card, 3)
            for search in ["Output:*once*", "Prompt:*two*"]:
                card = collection.get_card(collection.find_cards(search)[0])
                card.start_timer()
                collection.sched.answerCard(card, 3)
            print("--")
    problems = collection.fix_integrity()
    print("integrity:", "good" if problems[1] else problems[0])
    collection.close()
