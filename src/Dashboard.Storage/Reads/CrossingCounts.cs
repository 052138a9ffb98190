namespace Dashboard.Storage.Reads;

/// <summary>What the runbook did in a cycle.</summary>
/// <param name="Decisions">Stages entered, left and found passed.</param>
/// <param name="Mails">Mails put into the outbox.</param>
/// <param name="Webhooks">Webhook calls put into the outbox.</param>
/// <param name="Requests">Requests for overage made.</param>
public sealed record CrossingCounts(long Decisions, long Mails, long Webhooks, long Requests);
