"""Writes alignments.json: costs and fitness of optimal alignments by pm4py, for five small designs and their logs.

Cost function: 1 for a move in the log or a visible move in the model, 0 for synchronous and silent moves. Run it with
pm4py 2.7 (pip install pm4py): python alignments.py > alignments.json
"""

import json
import random
import sys

from pm4py.algo.conformance.alignments.petri_net import algorithm
from pm4py.algo.conformance.alignments.petri_net.variants import state_equation_a_star as variant
from pm4py.objects.log.obj import Event, Trace
from pm4py.objects.petri_net.obj import Marking, PetriNet
from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

# A step: key, touchpoints, next, optional, repeatable.
DESIGNS = {
    "a line": [("a", "a", "b"), ("b", "b", "c"), ("c", "c", "d"), ("d", "d", "")],
    "an optional step and an alternative": [("a", "a", "b"), ("b", "be", "c", True), ("c", "c", "d"), ("d", "d", "")],
    "two branches of different length": [
        ("s", "a", "xy"), ("x", "b", "u"), ("u", "c", "e"), ("y", "d", "e"), ("e", "e", ""),
    ],
    "a repeatable step": [("a", "a", "b"), ("b", "b", "c", False, True), ("c", "c", "")],
    "two ends, and optional steps in a row": [
        ("a", "a", "bf"), ("b", "b", "c", True), ("c", "c", "d", True, True), ("d", "d", ""), ("f", "ef", ""),
    ],
}


def net_of(steps):
    net = PetriNet("design")
    start, end = PetriNet.Place("start"), PetriNet.Place("end")
    after = {step[0]: PetriNet.Place("after " + step[0]) for step in steps}
    for place in [start, end, *after.values()]:
        net.places.add(place)

    def transition(label, source, target, costs_nothing):
        made = PetriNet.Transition(f"{source.name}>{target.name}:{label}", label)
        net.transitions.add(made)
        add_arc_from_to(source, made, net)
        add_arc_from_to(made, target, net)
        return made

    silent = []
    by_key = {step[0]: step for step in steps}

    def enter(source, key):
        step = by_key[key]
        for touchpoint in step[1]:
            transition(touchpoint, source, after[key], False)
        if len(step) > 3 and step[3]:
            silent.append(transition(None, source, after[key], True))

    enter(start, steps[0][0])
    for step in steps:
        for key in step[2]:
            enter(after[step[0]], key)
        if len(step) > 4 and step[4]:
            for touchpoint in step[1]:
                transition(touchpoint, after[step[0]], after[step[0]], False)
        if step[2] == "":
            silent.append(transition(None, after[step[0]], end, True))
    return net, Marking({start: 1}), Marking({end: 1}), set(silent)


def cost_of(net, initial, final, silent, trace):
    log = Trace([Event({"concept:name": touchpoint}) for touchpoint in trace])
    parameters = {
        variant.Parameters.PARAM_MODEL_COST_FUNCTION: {t: 0 if t in silent else 1 for t in net.transitions},
        variant.Parameters.PARAM_SYNC_COST_FUNCTION: {t: 0 for t in net.transitions},
        variant.Parameters.PARAM_TRACE_COST_FUNCTION: [1] * len(trace),
    }
    return int(round(algorithm.apply_trace(log, net, initial, final, parameters=parameters)["cost"]))


def main():
    rng = random.Random(20261130)
    logs = []
    for name, steps in DESIGNS.items():
        net = net_of(steps)
        shortest = cost_of(*net, "")
        traces = []
        for _ in range(60):
            trace = "".join(rng.choice("abcdef") for _ in range(rng.randint(1, 9)))
            cost = cost_of(*net, trace)
            traces.append([trace, cost, 1 - cost / (shortest + len(trace))])
        logs.append({
            "name": name,
            "steps": [
                {
                    "key": step[0], "at": list(step[1]), "next": list(step[2]),
                    "optional": len(step) > 3 and step[3], "repeatable": len(step) > 4 and step[4],
                }
                for step in steps
            ],
            "shortest": shortest,
            "traces": traces,
        })
    json.dump({"by": "pm4py 2.7.23, state-equation A*", "costs": "1 for a log or visible model move, else 0", "logs": logs},
              sys.stdout)


main()
