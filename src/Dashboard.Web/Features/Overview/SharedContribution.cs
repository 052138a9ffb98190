namespace Dashboard.Web.Features.Overview;

/// <summary>What the seats of one plan give to the grant of the shared account.</summary>
/// <param name="Name">The plan, or what the line is.</param>
/// <param name="Seats">How many seats; empty where it does not apply.</param>
/// <param name="Each">What a seat's row says; empty where it does not apply.</param>
/// <param name="Amount">What they give together.</param>
/// <param name="Exact">The same with every digit.</param>
/// <param name="IsSum">The line that the others add up to.</param>
public sealed record SharedContribution(string Name, string Seats, string Each, string Amount, string Exact, bool IsSum = false);
