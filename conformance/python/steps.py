"""One step is one call of the SDK, told to the harness with what was meant."""

import json

from flatfile.core.api_error import ApiError

from turns import turn


def succeeds(step, call, look=lambda answer: []):
    """A call that has to succeed. `look` says what is wrong with the answer."""
    try:
        answer = call()
    except Exception as error:
        turn({"step": {**step, "status": 200}, "problems": [f"it threw: {error!r}"]})
        raise SystemExit(f"{step['operation']}, {step['case']}: the rest builds on it")
    problems = [what for truth, what in look(answer) if not truth]
    turn({"step": {**step, "status": 200}, "seen": seen(answer), "problems": problems})
    return answer


def seen(answer):
    """The jobs that the SDK made of the answer, as it writes them back."""
    data = json.loads(answer.json())["data"]
    if isinstance(data, list):
        return {"jobs": [one for one in data if "createdAt" in one]}
    job = data.get("job", data)
    return {"job": job} if "createdAt" in job else {}


def refused(step, call):
    """A call that the sandbox has to refuse, about `key` if that is given."""
    problems = []
    try:
        call()
        problems.append("it did not throw")
    except ApiError as error:
        if error.status_code != step["status"]:
            problems.append(f"status_code is {error.status_code}")
        problems += read(error.body, step.get("key"))
    except Exception as error:
        problems.append(f"it threw something else: {error!r}")
    turn({"step": step, "problems": problems})


def read(body, key):
    """The body of a refusal, as the contract has it."""
    errors = body.get("errors") if isinstance(body, dict) else None
    if not errors:
        return ["the body has no list of errors"]
    if not all(error.get("message") for error in errors):
        return ["an error has no message"]
    if key is not None and errors[0].get("key") != key:
        return [f"the key is {errors[0].get('key')}"]
    return []


def fault(operation, status, times):
    """Asks the harness for a fault in the next calls of an operation."""
    turn({"fault": {"operation": operation, "status": status, "times": times}})
