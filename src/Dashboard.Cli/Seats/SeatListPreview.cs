using Dashboard.Ingestion;

namespace Dashboard.Cli.Seats;

/// <summary>What adding a list would do.</summary>
/// <param name="Seats">The seats that would be added.</param>
/// <param name="Issues">The lines that would not, and why.</param>
public sealed record SeatListPreview(IReadOnlyList<NewSeat> Seats, IReadOnlyList<ParseIssue> Issues);
