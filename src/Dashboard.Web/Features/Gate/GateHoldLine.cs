namespace Dashboard.Web.Features.Gate;

/// <summary>A reservation in the table of a seat.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Held">What it holds now.</param>
/// <param name="Exact">What was reserved, every digit.</param>
/// <param name="State">What it waits for.</param>
/// <param name="Since">When it was made.</param>
/// <param name="Until">When it ends by itself.</param>
internal sealed record GateHoldLine(string Id, string Held, string Exact, string State, string Since, string Until);
