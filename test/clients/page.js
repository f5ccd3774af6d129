// A page of another origin with the clients that people use, each as its own documentation sets it up and otherwise with its
// defaults. The test (clients.test.ts) calls `window.clients`. Plain JavaScript: the clients are of tools/, and types are
// checked without these.
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { GraphQLClient } from "graphql-request";
import { createClient, Refusal } from "../../src/client/client.ts";

const STATUS = "query Status { status { interactions } }";
const PAGE = `query Page($first: Int!, $after: String) {
  customers(first: $first, after: $after) { edges { node { key } } pageInfo { hasNextPage endCursor } }
}`;
const WRONG = "query Wrong { nothing }";
const REFUSED = 'query Refused { commonRoutes(options: { within: "-P1D" }) { answer { dataVersion } } }';
const FIRST = 2;

/** Page after page, with the end of one as `after` of the next. */
async function pages(page) {
  const all = [];
  for (let after = null; ; ) {
    const { customers } = await page({ first: FIRST, after });
    all.push(customers.edges.map(({ node }) => node.key));
    if (!customers.pageInfo.hasNextPage) return all;
    after = customers.pageInfo.endCursor;
  }
}

function bearer(key) {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

/** Resolves with the code of what is thrown. */
async function codeOf(asking, code) {
  try {
    return `answered: ${JSON.stringify(await asking)}`;
  } catch (error) {
    return code(error) ?? String(error);
  }
}

async function urql(url, key) {
  const client = new Client({
    url,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { headers: bearer(key) },
  });
  const ask = async (query, variables = {}) => {
    const { data, error } = await client.query(query, variables).toPromise();
    if (error !== undefined) throw error;
    return data;
  };
  const code = (error) => error.graphQLErrors[0]?.extensions.code;
  return {
    interactions: (await ask(STATUS)).status.interactions,
    pages: await pages((variables) => ask(PAGE, variables)),
    codes: [await codeOf(ask(WRONG), code), await codeOf(ask(REFUSED), code)],
  };
}

async function apollo(url, key) {
  const client = new ApolloClient({
    link: new HttpLink({ uri: url, headers: bearer(key) }),
    cache: new InMemoryCache({ typePolicies: { Query: { fields: { customers: relayStylePagination() } } } }),
  });
  const ask = async (query, variables) => (await client.query({ query: gql(query), variables })).data;
  const code = (error) => (CombinedGraphQLErrors.is(error) ? error.errors[0].extensions.code : undefined);
  // A list that grows: the cache puts the pages together.
  let { customers } = await ask(PAGE, { first: FIRST });
  const list = client.watchQuery({ query: gql(PAGE), variables: { first: FIRST } });
  list.subscribe({ error() {} });
  const all = [customers.edges.map(({ node }) => node.key)];
  while (customers.pageInfo.hasNextPage) {
    const before = customers.edges.length;
    await list.fetchMore({ variables: { after: customers.pageInfo.endCursor } });
    customers = client.readQuery({ query: gql(PAGE), variables: { first: FIRST } }).customers;
    all.push(customers.edges.slice(before).map(({ node }) => node.key));
  }
  return {
    interactions: (await ask(STATUS)).status.interactions,
    pages: all,
    codes: [await codeOf(ask(WRONG), code), await codeOf(ask(REFUSED), code)],
  };
}

async function graphqlRequest(url, key) {
  const client = new GraphQLClient(url, { headers: bearer(key) });
  const code = (error) => error.response?.errors?.[0].extensions.code;
  return {
    interactions: (await client.request(STATUS)).status.interactions,
    pages: await pages((variables) => client.request(PAGE, variables)),
    codes: [await codeOf(client.request(WRONG), code), await codeOf(client.request(REFUSED), code)],
  };
}

async function own(url, key) {
  const client = createClient({ url, ...(key === undefined ? {} : { apiKey: key }) });
  const code = (error) => (error instanceof Refusal ? error.code : undefined);
  const page = async (variables) => {
    const { nodes, pageInfo } = await client.customerPage(variables);
    return { customers: { edges: nodes.map((node) => ({ node })), pageInfo } };
  };
  const refused = { options: { within: "-P1D" } };
  return {
    interactions: (await client.status()).interactions,
    pages: await pages(page),
    codes: [await codeOf(client.ask(WRONG), code), await codeOf(client.commonRoutes(refused), code)],
  };
}

/** What the typed client says where nothing answers, or where the answer is kept from the page. */
function refusedBy(url) {
  return createClient({ url })
    .status()
    .then(JSON.stringify, (error) => (error instanceof Refusal ? error.code : String(error)));
}

window.clients = { urql, apollo, graphqlRequest, own, refusedBy };
