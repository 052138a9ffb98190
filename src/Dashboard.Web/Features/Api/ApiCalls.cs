namespace Dashboard.Web.Features.Api;

/// <summary>The addresses of the API, in the order of the page.</summary>
internal static class ApiCalls
{
    private const string Counts = """{"accepted":1,"updated":0,"duplicate":0,"superseded":0,"rejected":[{"where":"record 2","reason":"at is missing."}]}""";

    private const string Seat =
        """{"email":"jane@example.com","name":"Jane Doe","team":"Platform","plan":"team-premium","state":"on-track","cycle":{"start":"2026-11-01","end":"2026-12-01"},"allocated":"100","consumed":"51.7425811","available":"48.2574189","overage":"0","uncovered":"0","expired":"0","projected":"82.4","band":["70.1","96.25"],"exhaustionDate":null,"pExhaust":0.07,"asOf":"2026-11-20T09:30:00.000Z"}""";

    private const string Gate =
        """{"decision":"allow","reason":"ok","stage":null,"model":null,"retryAfter":null,"overage":false,"balance":"48.2574189","shareConsumed":0.517425,"resetAt":"2026-12-01T00:00:00.000Z","would":null,"asOf":"2026-11-20T09:30:00.000Z"}""";

    private const string Reservation =
        """
        "id":"rsv_example","state":"open","end":null,"amount":"2.5","held":"2.5","createdAt":"2026-11-20T09:30:00.000Z","expiresAt":"2026-11-20T10:00:00.000Z","holdsUntil":null
        """;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiCall> All { get; } =
    [
        new(
            "GET",
            "/api/v1/summary",
            "The organisation. allocated to expired sum the running cycles of all accounts, each over its own; the projection is of the organisation's own period and has under `projection` all that it is about, also where seats have other cycles. What nobody observed yet is null. The amounts of outside, unassigned and unknown usage and the count of events without a price stand beside the totals and are in none of them.",
            """{"cycle":{"start":"2026-11-01","end":"2026-12-01"},"seats":40,"allocated":"2180","consumed":"912.33","available":"1267.67","overage":"12.5","payableOverage":"12.5","uncovered":"3.2","expired":"0","voided":"0","outside":"48.15","unassigned":"1.25","unknown":"0.4","unpricedEvents":3,"projected":"1640.2","band":["1500","1802.5"],"exhaustionDate":null,"pExhaust":0.02,"projection":{"period":{"start":"2026-11-01","end":"2026-12-01"},"periodKind":"shared-cycle","consumed":"928.03","allocated":"2180","projected":"1640.2","band":["1500","1802.5"],"exhaustionDate":null,"pExhaust":0.02,"asOf":"2026-11-20T09:30:00.000Z"},"shared":null,"asOf":"2026-11-20T09:30:00.000Z"}""",
            Names: ApiNames.Summary),
        new("GET", "/api/v1/seats?limit=100", "Active seats by e-mail. When there are more, `next` is an e-mail: ask again with `after=` and it. Options: limit (1 to 1000), after, team, search.", $$"""{"items":[{{Seat}}],"next":null}""", Names: ApiNames.Seat),
        new("GET", "/api/v1/seats/jane@example.com", "One seat in its running cycle. projected, band, exhaustionDate and pExhaust are null while nothing was used in it, and while its data are stale.", Seat),
        new(
            "GET",
            "/api/v1/seats/jane@example.com/ledger?cycle=2026-11-01",
            "The ledger of one cycle, entry by entry: granted = consumed + expired + voided + available. Without `cycle` it is the running one.",
            """{"email":"jane@example.com","account":"own","cycle":{"start":"2026-11-01","end":"2026-12-01"},"mode":"enforced","granted":"100","consumed":"51.7425811","expired":"0","voided":"0","available":"48.2574189","overage":"0","uncovered":"0","coveredUsage":"51.7425811","entries":[{"sequence":1,"at":"2026-11-01T00:00:00.000Z","kind":"grant","reason":"none","from":"issued","to":"available","amount":"100","available":"100","event":null}]}""",
            Names: ApiNames.Ledger),
        new(
            "GET",
            "/api/v1/seats/jane@example.com/projection",
            "What the seat will have used at the end of its cycle, with an 80% band, day by day, and how it was made.",
            """{"email":"jane@example.com","asOf":"2026-11-20T09:30:00.000Z","consumed":"51.7425811","allocated":"100","projected":"82.4","band":["70.1","96.25"],"exhaustionDate":null,"pExhaust":0.07,"daysObserved":19,"method":["19 full days observed, 14 with usage."],"days":[{"day":"2026-11-21","projected":"54.1","band":["52.8","56.9"]}]}""",
            Names: ApiNames.Projection),
        new(
            "POST",
            "/api/v1/usage",
            "Usage records: a JSON array, or one record a line (application/x-ndjson). A record needs at, model and one token count or costUsd; all fields: id, seat, at, model, inputTokens, outputTokens, cacheWrite5mTokens, cacheWrite1hTokens, cacheReadTokens, webSearches, session, requestId, messageId, entrypoint, app, project, repository, workflow, account, user, apiKey, workspace, host, costUsd, speed, geo, batch, tags. A field that no record has is named under `warnings` and in the issues of the source. What is dated more than a day ahead is rejected. A costUsd without tokens counts; with tokens it is kept for comparison. An id counts within its source: `source=NAME`, else the name of the API key. `seat=EMAIL` holds for records without one. At most 10,000 records and 16 MB; gzip is accepted. The answer comes after the commit, its five counts sum to the records sent, and sending the same again counts nothing twice.",
            Counts,
            """[{"id":"1","seat":"jane@example.com","at":"2026-11-20T09:00:00Z","model":"claude-opus-4-8","inputTokens":1000,"outputTokens":100}]"""),
        new(
            "POST",
            "/api/v1/usage/transcripts?seat=jane@example.com",
            "A Claude Code transcript or a stream-json output as it is, at most 128 MB; gzip is accepted. Nothing but usage is kept of it. Options: seat, source, name (of the file, for issues), at (when lines without a time happened). Usage of an e-mail that is no seat yet is kept unassigned, and becomes the seat's when it is added.",
            Counts,
            File: "@session.jsonl",
            ContentType: "application/x-ndjson"),
        new(
            "POST",
            "/api/v1/usage/results?seat=jane@example.com&at=2026-11-20T09:00:00Z",
            "A result of `claude -p --output-format json`, or result messages of the Agent SDK. A result has no time of its own: `at` says when it was.",
            Counts,
            File: "@result.json"),
        new(
            "GET",
            "/api/v1/gate?seat=jane@example.com&estimateUsd=2.50",
            "May this seat run now? `decision` is allow, allow-overage, warn, fallback (with `model`), throttle (wait `retryAfter` seconds and ask again with `waitedSeconds=` and that number) or deny. `reason` is from a closed list; out-of-credit and slow-down are different. balance is what is available minus what reservations hold. Without `estimateUsd` it is asked whether anything is left. Where it cannot know, also for an e-mail that is no seat, the gate allows or denies as the organisation decided. In shadow mode it always allows, and `would` says what it would have been. Needs a key of scope gate, for the seats of that key; the answer comes from memory, at most a second old (`asOf`).",
            Gate),
        new(
            "POST",
            "/api/v1/gate/reservations",
            "Holds an amount for a run: 201 when it may start, 409 with the decision when it may not. Fields: seat, amountUsd, timeoutSeconds (1 to 86400, 3600 by default), session (the one that its usage will name), waitedSeconds. With the header Idempotency-Key the same request again makes no second one. It only holds and is never in the ledger; callers at the same moment cannot hold more than there is.",
            "{" + Reservation + ",\"decision\":\"allow\",\"gate\":" + Gate + "}",
            """{"seat":"jane@example.com","amountUsd":"2.50","timeoutSeconds":1800,"session":"run-1"}"""),
        new(
            "POST",
            "/api/v1/gate/reservations/rsv_example/settle",
            "The run is over. It goes on holding until usage of its session has arrived, or for `holdSeconds=` (600 by default, 0 to 86400), so that the money is not missing in between. `POST …/release` instead: there was no run. `GET /api/v1/gate/reservations/rsv_example` tells how it stands. Doing it again answers the same; 409 when it ended otherwise, 404 when there is none.",
            "{" + Reservation + ",\"decision\":null,\"gate\":null}"),
        new(
            "GET",
            "/api/v1/config",
            "What was decided, as a configuration: the same text as `dashboard config`. Needs a key of scope admin.",
            """{"version":1,"organisation":{"name":"Example","booksStart":"2026-11-01","zone":"UTC"},"teams":["Platform"],"seats":[{"email":"jane@example.com","name":"Jane Doe","plan":"team-premium","team":"Platform","costCentre":null,"anchorDay":1,"activeFrom":"2026-11-01"}]}"""),
        new(
            "PUT",
            "/api/v1/config?plan=true",
            "Makes the organisation as a configuration says. With `plan=true`, the default, it only lists the decisions that are missing; `plan=false` makes all of them, or none. Applying the same again decides nothing. What the file does not name stays. Every problem has its JSON path. Needs a key of scope admin; at most 20 MB.",
            """{"applied":false,"changes":[{"path":"$.seats[0].team","text":"jane@example.com: team Platform -> Data"}],"notes":[]}""",
            """{"version":1,"seats":[{"email":"jane@example.com","team":"Data"}]}"""),
    ];
}
