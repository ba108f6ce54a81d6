"""A small evaluator of PMML 4.4, written from the specification: what fits are written with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, fromstring

__all__ = ["Evaluator", "tag"]

_NAMESPACE = "{http://www.dmg.org/PMML-4_4}"


def tag(name: str) -> str:
    """The name of an element with its namespace."""
    return _NAMESPACE + name


def _integer(function: Callable[[float], int]) -> Callable[[float], float]:
    """A function whose result is an integer of 32 bits, as JPMML has it; none beyond."""
    return lambda x: function(x) if abs(x) < 2**31 else math.nan


_MODELS = ("NeuralNetwork", "RegressionModel")


def _integer(function: Callable[[float], int]) -> Callable[[float], float]:
    """A function whose result is an integer of 32 bits, as JPMML has it; none beyond."""
    return lambda x: function(x) if abs(x) < 2**31 else math.nan


_MODELS = ("NeuralNetwork", "RegressionModel")
_ARITHMETIC: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}
_STRICT: dict[str, Callable[..., Any]] = {
    "/": lambda a, b: a / b,
    "pow": lambda a, b: a**b,
    **{name: getattr(math, name) for name in ("exp", "expm1", "log10", "sqrt")},
    **{name: _integer(getattr(math, name)) for name in ("floor", "ceil")},
    **{name: getattr(math, name) for name in ("sin", "cos", "tan", "asin", "acos", "atan")},
    **{name: getattr(math, name) for name in ("sinh", "cosh", "tanh")},
    "abs": abs,
    "ln": math.log,
    "ln1p": math.log1p,
    "equal": lambda a, b: a == b,
    "notEqual": lambda a, b: a != b,
    "lessThan": lambda a, b: a < b,
    "lessOrEqual": lambda a, b: a <= b,
    "greaterThan": lambda a, b: a > b,
    "greaterOrEqual": lambda a, b: a >= b,
}


class Evaluator:
    """A document, ready to score rows; None is a missing value.

    Functions but arithmetic refuse missing arguments, and fields must be derived before they are
    read, as the strictest engines demand.
    """

    def __init__(self, document: str) -> None:
        root = fromstring(document)
        self.dictionary = {f.get("name", ""): f for f in root.iter(tag("DataField"))}
        (found,) = (root.find(tag(name)) for name in _MODELS if root.find(tag(name)) is not None)
        assert found is not None
        self.model = found
        self.outputs = list(found.iter(tag("OutputField")))
        names = [*self.dictionary]
        local = found.find(tag("LocalTransformations"))
        self.derived = [] if local is None else list(local)
        names += [field.get("name", "") for field in (*self.derived, *self.outputs)]
        assert len(set(names)) == len(names), "names of fields must differ"

    def score(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Outputs by their names; empty where the result is missing."""
        values = {name: self._valid(name, row[name]) for name in self._active()}
        for field in self.derived:
            values[field.get("name", "")] = self._value(field[0], values)
        if self.model.tag == tag("RegressionModel"):
            return self._regression(values)
        neurons = {}
        for one in self.model.iter(tag("NeuralInput")):
            value = self._value(one[0][0], values)
            if value is None:
                return {}
            neurons[one.get("id", "")] = float(value)
        for layer in self.model.iter(tag("NeuralLayer")):
            neurons.update(self._layer(layer, neurons))
        return self._results(neurons)

    def _active(self) -> list[str]:
        fields = self.model.iter(tag("MiningField"))
        return [f.get("name", "") for f in fields if f.get("usageType") != "target"]

    def _valid(self, name: str, value: Any) -> Any:
        """A value, missing if it is none of those that the dictionary lists."""
        known = [v.get("value") for v in self.dictionary[name].iter(tag("Value"))]
        return None if known and value not in known else value

    def _value(self, node: Element, values: Mapping[str, Any]) -> Any:
        kind = node.tag.removeprefix(_NAMESPACE)
        if kind == "FieldRef":
            return values[node.get("field", "")]
        if kind == "Constant":
            if node.get("missing") == "true":
                return None
            return node.text or "" if node.get("dataType") == "string" else float(node.text or "")
        if kind == "NormDiscrete":
            value = values[node.get("field", "")]
            said = str(value).lower() if isinstance(value, bool) else value
            return None if value is None else float(said == node.get("value"))
        assert kind == "Apply", kind
        return self._apply(node, values)

    def _apply(self, node: Element, values: Mapping[str, Any]) -> Any:
        function = node.get("function", "")
        if function == "if":
            place = 1 if self._value(node[0], values) else 2
            return self._value(node[place], values) if place < len(node) else None
        arguments = [self._value(child, values) for child in node]
        if function in ("isMissing", "isNotMissing"):
            return (arguments[0] is None) == (function == "isMissing")
        if function in _ARITHMETIC:
            return None if None in arguments else _ARITHMETIC[function](*arguments)
        assert None not in arguments, f"{function} of a missing value"
        try:
            return _STRICT[function](*arguments)
        except OverflowError:
            return math.inf

    def _layer(self, layer: Element, neurons: Mapping[str, float]) -> dict[str, float]:
        activation, found = layer.get("activationFunction"), {}
        for neuron in layer:
            total = float(neuron.get("bias", "0"))
            for con in neuron:
                total += float(con.get("weight", "")) * neurons[con.get("from", "")]
            if activation == "threshold":
                total = float(total > float(layer.get("threshold", "0")))
            elif activation == "logistic":
                total = 1 / (1 + math.exp(-total)) if total > -700 else 0.0
            found[neuron.get("id", "")] = total
        return _softmax(found) if layer.get("normalizationMethod") == "softmax" else found

    def _regression(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The outputs of a regression model: of one table for each class."""
        assert self.model.get("normalizationMethod") == "softmax"
        found = {}
        for table in self.model.iter(tag("RegressionTable")):
            terms = [self._term(predictor, values) for predictor in table]
            if None in terms:
                return {}
            total = float(table.get("intercept", "")) + sum(map(float, terms))
            found[table.get("targetCategory", "")] = total
        return self._chosen(_softmax(found))

    def _term(self, predictor: Element, values: Mapping[str, Any]) -> float | None:
        """What a predictor adds: a level that is missing is another one, says PMML."""
        coefficient, name = float(predictor.get("coefficient", "")), predictor.get("name", "")
        if predictor.tag == tag("CategoricalPredictor"):
            return coefficient * (values[name] == predictor.get("value"))
        fields = [field.get("field", "") for field in predictor.iter(tag("FieldRef"))]
        factors = [values[field] for field in fields or [name]]
        return None if None in factors else math.prod([coefficient, *map(float, factors)])

    def _results(self, neurons: Mapping[str, float]) -> dict[str, Any]:
        """Outputs: of a classification the probabilities and the likeliest class."""
        predicted = {}
        for output in self.model.iter(tag("NeuralOutput")):
            target = output[0][0]
            label = target.get("value", target.get("field", ""))
            predicted[label] = neurons[output.get("outputNeuron", "")]
        if self.model.get("functionName") == "regression":
            only = next(iter(predicted))
            return {
                field.get("name", ""): predicted[field.get("targetField", only)]
                for field in self.outputs
            }
        return self._chosen(predicted)

    def _chosen(self, predicted: Mapping[str, float]) -> dict[str, Any]:
        """The outputs of a classification, from the probabilities of the classes."""
        found: dict[str, Any] = {}
        for field in self.outputs:
            probability = field.get("feature") == "probability"
            best = max(predicted, key=lambda label: predicted[label])
            found[field.get("name", "")] = (
                predicted[field.get("value", "")] if probability else best
            )
        return found


def _softmax(net: Mapping[str, float]) -> dict[str, float]:
    largest = max(net.values())
    powers = {name: math.exp(value - largest) for name, value in net.items()}
    return {name: power / sum(powers.values()) for name, power in powers.items()}
