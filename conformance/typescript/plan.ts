// A plan, and a mutation that is tried.

import { isDeepStrictEqual } from "node:util";

import { Flatfile } from "@flatfile/api";

import { client, make } from "./jobs";
import { Expect, succeeds } from "./steps";

const fileId = "us_fl_T1kX5oWb";

const mapped: Flatfile.JobConfig = {
  type: "file",
  operation: "map",
  source: fileId,
  destination: "us_wb_7PfLm2Rd",
  config: { sourceSheetId: "us_sh_Fw7gA4Sx", destinationSheetId: "us_sh_Rb6uN1Ke" },
  status: "planning",
  fileId,
};

function whole(jobId: string): Flatfile.JobExecutionPlanRequest {
  return {
    jobId,
    fileId,
    programId: "us_mp_Kd3sY6Vn",
    fieldMapping: [
      {
        sourceField: { type: "string", key: "order no" },
        destinationField: {
          type: "string",
          key: "orderNumber",
          label: "Order number",
          constraints: [{ type: "required" }, { type: "unique", config: { caseSensitive: false } }],
        },
        preview: ["1001", "1002"],
        metadata: { certainty: "strong", confidence: 0.92, source: "us_usr_Jm5sQe6G" },
      },
      {
        sourceField: { type: "string", key: "state" },
        destinationField: {
          type: "enum",
          key: "state",
          config: { options: [{ value: "open", label: "Open" }, { value: 7 }], allowCustom: false },
        },
        enumDetails: {
          mapping: [{ sourceValue: "PD", destinationValue: "open" }],
          unusedSourceValues: ["VOID", 2, true],
          unusedDestinationValues: [],
        },
      },
    ],
    unmappedSourceFields: [
      { sourceField: { type: "number", key: "rate", config: { decimalPlaces: 2 } } },
    ],
    unmappedDestinationFields: [{ destinationField: { type: "date", key: "deliveredOn" } }],
  };
}

export async function plan(): Promise<void> {
  const id = await make("one that maps", mapped, "planning");
  const request = whole(id);
  const see =
    (fields: number) =>
    ({ data }: Flatfile.JobPlanResponse, expect: Expect) => {
      expect(data.job.id === id, "it is another job");
      expect(data.job.createdAt instanceof Date, "createdAt is no Date");
      const { fieldMapping, unmappedSourceFields, programId } = data.plan;
      expect(isDeepStrictEqual(fieldMapping, request.fieldMapping), "the mapping is changed");
      expect(
        unmappedSourceFields.length === fields,
        `${unmappedSourceFields.length} fields are left over`,
      );
      expect(programId === request.programId, "the program is lost");
      return { job: data.job };
    };
  const step = { job: id, then: "ready" };
  await succeeds(
    { ...step, operation: "replaceJobPlan", case: "a whole plan", sent: request },
    () => client.jobs.updateExecutionPlan(id, request),
    see(1),
  );
  await succeeds(
    { ...step, operation: "getJobPlan", case: "the plan that was put" },
    () => client.jobs.getExecutionPlan(id),
    see(1),
  );
  const some = { jobId: id, fileId, unmappedSourceFields: [] };
  await succeeds(
    { ...step, operation: "updateJobPlan", case: "one member", sent: some },
    () => client.jobs.updateExecutionPlanFields(id, some),
    see(0),
  );
  const none = { jobId: id, fileId };
  await succeeds(
    { ...step, operation: "updateJobPlan", case: "nothing", sent: none },
    () => client.jobs.updateExecutionPlanFields(id, none),
    see(0),
  );
  await preview();
}

async function preview(): Promise<void> {
  const smallest: Flatfile.MutateJobConfig = {
    sheetId: "us_sh_Rb6uN1Ke",
    mutateRecord: "(record) => {\n  record.currency = 'EUR'\n}",
  };
  const every: Flatfile.MutateJobConfig = {
    ...smallest,
    mutationId: "m1",
    snapshotLabel: "before",
    snapshotId: "us_ss_1",
    filter: "error",
    filterField: "currency",
    searchValue: "x",
    searchField: "currency",
    q: "currency eq EUR",
    ids: ["us_rc_1", "us_rc_2"],
  };
  for (const [name, sent] of [
    ["every member", every],
    ["the smallest", smallest],
  ] as const) {
    await succeeds(
      { operation: "previewMutation", case: name, sent },
      () => client.jobs.previewMutation(sent),
      ({ data }, expect) => {
        expect(Array.isArray(data), "the answer has no list");
      },
    );
  }
}
