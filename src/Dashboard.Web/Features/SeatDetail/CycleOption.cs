namespace Dashboard.Web.Features.SeatDetail;

/// <summary>A cycle in the chooser: its first day as in the address, and its name.</summary>
public sealed record CycleOption(string Value, string Name, bool IsChosen);
