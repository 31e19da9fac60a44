"""A plan, and a mutation that is tried."""

from flatfile.jobs import (
    CategoryMapping,
    DestinationField,
    Edge,
    EnumDetails,
    Metadata,
    PipelineJobConfig,
    SourceField,
)
from flatfile.property import (
    Constraint_Required,
    Constraint_Unique,
    EnumPropertyConfig,
    EnumPropertyOption,
    NumberConfig,
    Property_Date,
    Property_Enum,
    Property_Number,
    Property_String,
    UniqueConstraintConfig,
)

from jobs import client, make
from steps import succeeds

FILE = "us_fl_T1kX5oWb"

MAPPING = [
    Edge(
        source_field=Property_String(key="order no"),
        destination_field=Property_String(
            key="orderNumber",
            label="Order number",
            constraints=[
                Constraint_Required(),
                Constraint_Unique(config=UniqueConstraintConfig(case_sensitive=False)),
            ],
        ),
        preview=["1001", "1002"],
        metadata=Metadata(certainty="strong", confidence=0.92, source="us_usr_Jm5sQe6G"),
    ),
    Edge(
        source_field=Property_String(key="state"),
        destination_field=Property_Enum(
            key="state",
            config=EnumPropertyConfig(
                options=[
                    EnumPropertyOption(value="open", label="Open"),
                    EnumPropertyOption(value=7),
                ],
                allow_custom=False,
            ),
        ),
        enum_details=EnumDetails(
            mapping=[CategoryMapping(source_value="PD", destination_value="open")],
            unused_source_values=["VOID", 2, True],
            unused_destination_values=[],
        ),
    ),
]
WIRE = [
    {
        "sourceField": {"type": "string", "key": "order no"},
        "destinationField": {
            "type": "string",
            "key": "orderNumber",
            "label": "Order number",
            "constraints": [
                {"type": "required"},
                {"type": "unique", "config": {"caseSensitive": False}},
            ],
        },
        "preview": ["1001", "1002"],
        "metadata": {"certainty": "strong", "confidence": 0.92, "source": "us_usr_Jm5sQe6G"},
    },
    {
        "sourceField": {"type": "string", "key": "state"},
        "destinationField": {
            "type": "enum",
            "key": "state",
            "config": {
                "options": [{"value": "open", "label": "Open"}, {"value": 7}],
                "allowCustom": False,
            },
        },
        "enumDetails": {
            "mapping": [{"sourceValue": "PD", "destinationValue": "open"}],
            "unusedSourceValues": ["VOID", 2, True],
            "unusedDestinationValues": [],
        },
    },
]
LEFT = [
    SourceField(source_field=Property_Number(key="rate", config=NumberConfig(decimal_places=2)))
]
LEFT_WIRE = [{"sourceField": {"type": "number", "key": "rate", "config": {"decimalPlaces": 2}}}]
RIGHT = [DestinationField(destination_field=Property_Date(key="deliveredOn"))]
RIGHT_WIRE = [{"destinationField": {"type": "date", "key": "deliveredOn"}}]


def plan():
    sent = {
        "type": "file",
        "operation": "map",
        "source": FILE,
        "config": {"sourceSheetId": "us_sh_Fw7gA4Sx", "destinationSheetId": "us_sh_Rb6uN1Ke"},
        "status": "planning",
        "fileId": FILE,
    }
    config = PipelineJobConfig(
        source_sheet_id="us_sh_Fw7gA4Sx", destination_sheet_id="us_sh_Rb6uN1Ke"
    )
    id = make(
        "one that maps",
        "planning",
        sent=sent,
        type="file",
        operation="map",
        source=FILE,
        config=config,
        status="planning",
        file_id=FILE,
    )
    sent = {
        "jobId": id,
        "fileId": FILE,
        "programId": "us_mp_Kd3sY6Vn",
        "fieldMapping": WIRE,
        "unmappedSourceFields": LEFT_WIRE,
        "unmappedDestinationFields": RIGHT_WIRE,
    }

    def see(left):
        return lambda answer: [
            (answer.data.job.id == id, "it is another job"),
            (answer.data.plan.field_mapping == MAPPING, "the mapping is changed"),
            (len(answer.data.plan.unmapped_source_fields) == left, "other fields are left over"),
            (answer.data.plan.program_id == "us_mp_Kd3sY6Vn", "the program is lost"),
        ]

    step = {"job": id, "then": "ready"}
    succeeds(
        {**step, "operation": "replaceJobPlan", "case": "a whole plan", "sent": sent},
        lambda: client.jobs.update_execution_plan(
            id,
            file_id=FILE,
            job_id=id,
            program_id="us_mp_Kd3sY6Vn",
            field_mapping=MAPPING,
            unmapped_source_fields=LEFT,
            unmapped_destination_fields=RIGHT,
        ),
        see(1),
    )
    succeeds(
        {**step, "operation": "getJobPlan", "case": "the plan that was put"},
        lambda: client.jobs.get_execution_plan(id),
        see(1),
    )
    some = {"jobId": id, "fileId": FILE, "unmappedSourceFields": []}
    succeeds(
        {**step, "operation": "updateJobPlan", "case": "one member", "sent": some},
        lambda: client.jobs.update_execution_plan_fields(
            id, file_id=FILE, job_id=id, unmapped_source_fields=[]
        ),
        see(0),
    )
    preview()


def preview():
    smallest = {"sheetId": "us_sh_Rb6uN1Ke", "mutateRecord": "(record) => {\n  record.a = 1\n}"}
    required = {"sheet_id": smallest["sheetId"], "mutate_record": smallest["mutateRecord"]}
    more = {
        "mutation_id": "m1",
        "snapshot_label": "before",
        "snapshot_id": "us_ss_1",
        "filter": "error",
        "filter_field": "currency",
        "search_value": "x",
        "search_field": "currency",
        "q": "currency eq EUR",
        "ids": ["us_rc_1", "us_rc_2"],
    }
    whole = {
        **smallest,
        "mutationId": "m1",
        "snapshotLabel": "before",
        "snapshotId": "us_ss_1",
        "filter": "error",
        "filterField": "currency",
        "searchValue": "x",
        "searchField": "currency",
        "q": "currency eq EUR",
        "ids": ["us_rc_1", "us_rc_2"],
    }
    for case, sent, members in [("every member", whole, more), ("the smallest", smallest, {})]:
        succeeds(
            {"operation": "previewMutation", "case": case, "sent": sent},
            lambda: client.jobs.preview_mutation(**required, **members),
            lambda answer: [(isinstance(answer.data, list), "the answer has no list")],
        )
