"""What is wrong with a draft from a form, as sentences for the person who typed it."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError


def sentences_of(error: ValidationError, labels: Mapping[str, str]) -> Iterator[str]:
    """One sentence a fault, which begins with the label of its field."""
    for found in error.errors():
        context = found.get("ctx", {})
        if "broken" in context:
            yield from (f"{labels.get(name, name)}: expected {said}." for name, said in context["broken"])
            continue
        label = labels.get(str(found["loc"][0]), str(found["loc"][0]))
        if "max_length" in context:
            yield f"{label}: use at most {context['max_length']} characters. There are {len(found['input'])}."
        elif "min_length" in context or found["input"] is None:
            yield f"{label}: this is needed."
        else:
            yield f"{label}: expected {context.get('expected', 'another value')}."
