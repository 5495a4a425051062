/** Where to put a file of variables, and what to send along with it. */
export const STAGE = {
  name: 'SoukBulkStage',
  text: `mutation SoukBulkStage($input: [StagedUploadInput!]!) {
  stagedUploadsCreate(input: $input) { stagedTargets { url parameters { name value } } userErrors { field message } }
}`,
};

export interface StagePayload {
  readonly stagedTargets: readonly StagedTarget[] | null;
  readonly userErrors: readonly {readonly message: string}[];
}

export interface StagedTarget {
  readonly url: string | null;
  readonly parameters: readonly {readonly name: string; readonly value: string}[];
}

export const BEGIN = {
  name: 'SoukBulkBegin',
  text: `mutation SoukBulkBegin($mutation: String!, $path: String!) {
  bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) {
    bulkOperation { id }
    userErrors { code field message }
  }
}`,
};

export interface BeginPayload {
  readonly bulkOperation: {readonly id: string} | null;
  readonly userErrors: readonly {readonly code?: string | null; readonly message: string}[];
}

export const LOOK = {
  name: 'SoukBulkLook',
  text: 'query SoukBulkLook($id: ID!) { bulkOperation(id: $id) { status errorCode url partialDataUrl } }',
};

export interface LookAnswer {
  readonly bulkOperation: {
    readonly status: string;
    readonly errorCode: string | null;
    /** Where the results are; `partialDataUrl`: those of an operation that did not come to its end. */
    readonly url: string | null;
    readonly partialDataUrl: string | null;
  } | null;
}

/** The app's latest bulk mutations, the newest first: those that are under way are among them. */
export const LATEST = {
  name: 'SoukBulkLatest',
  text: 'query SoukBulkLatest { bulkOperations(first: 20, query: "operation_type:mutation") { nodes { id status } } }',
};

export interface LatestAnswer {
  readonly bulkOperations: {readonly nodes: readonly {readonly id: string; readonly status: string}[]};
}

export const BEGIN_READING = {
  name: 'SoukBulkBeginReading',
  text: `mutation SoukBulkBeginReading($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) {
    bulkOperation { id }
    userErrors { code field message }
  }
}`,
};

export const LOOK_READING = {
  name: 'SoukBulkLookReading',
  text: `query SoukBulkLookReading($id: ID!) {
  bulkOperation(id: $id) { status url objectCount rootObjectCount }
}`,
};

export interface LookReadingAnswer {
  readonly bulkOperation: {
    readonly status: string;
    /** Where the objects are; null also where there is none. */
    readonly url: string | null;
    /** Whole numbers as texts: all objects, and those that are in no other. */
    readonly objectCount: string;
    readonly rootObjectCount: string;
  } | null;
}

export const CANCEL = {
  name: 'SoukBulkCancel',
  text: `mutation SoukBulkCancel($id: ID!) {
  bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { field message } }
}`,
};

const UNDER_WAY: ReadonlySet<string> = new Set(['CREATED', 'RUNNING', 'CANCELING']);

/** True as long as an operation may still write. */
export function isUnderWay({status}: {readonly status: string}): boolean {
  return UNDER_WAY.has(status);
}
