namespace Dashboard.Storage.Runbooks;

/// <summary>What happens at once when another version of a runbook holds.</summary>
/// <param name="Passed">Accounts that are past a new stage already: recorded, without its actions.</param>
/// <param name="Told">Who gets one summary of it, and of how many accounts it tells; who was told of a higher stage of an account is not told of it again.</param>
/// <param name="Withdrawn">Deliveries that wait and tell of nothing but stages that go: they are taken back.</param>
/// <param name="Shortened">Deliveries that wait and tell of such stages among others: those lines go.</param>
public sealed record RunbookEffect(int Passed, IReadOnlyList<(string Recipient, int Accounts)> Told, int Withdrawn, int Shortened);
