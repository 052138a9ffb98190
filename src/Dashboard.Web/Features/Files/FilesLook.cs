using Dashboard.Cli.Import;
using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Files;

/// <summary>What importing a file would do, for people.</summary>
/// <param name="Look">The figures.</param>
/// <param name="People">Whose usage: name, whether there is a seat, requests, of them without a price, cost.</param>
/// <param name="Moves">By seat and cycle, dearest first.</param>
/// <param name="MovesLeft">Moves that are not listed.</param>
/// <param name="Total">Cost of what is new.</param>
public sealed record FilesLook(CsvLook Look, IReadOnlyList<(string Name, bool HasSeat, long Events, long Unpriced, Nanodollars Cost)> People, IReadOnlyList<CycleMove> Moves, int MovesLeft, Nanodollars Total);
