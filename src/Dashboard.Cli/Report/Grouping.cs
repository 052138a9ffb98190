namespace Dashboard.Cli.Report;

/// <summary>What a row of a report is.</summary>
internal enum Grouping
{
    Day,
    Month,
    Model,
    Session,
    Project,
    Pool,
}
