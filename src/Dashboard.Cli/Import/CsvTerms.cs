using Dashboard.Credits.Usage;

namespace Dashboard.Cli.Import;

/// <summary>What is decided about a file besides its mapping.</summary>
/// <param name="Pool">What its usage of unknown pool is.</param>
/// <param name="BesideOthers">True to take sums of people whose usage of the same days other sources brought too: the same money may then count twice.</param>
public sealed record CsvTerms(Pool Pool = Pool.Unknown, bool BesideOthers = false);
