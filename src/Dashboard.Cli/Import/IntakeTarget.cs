using Dashboard.Storage.Writes;

namespace Dashboard.Cli.Import;

/// <summary>Who writes what was read, and where it came from.</summary>
internal sealed record IntakeTarget(UsageWriter Writer, IntakeOrigin Origin);
