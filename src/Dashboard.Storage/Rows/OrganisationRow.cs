namespace Dashboard.Storage.Rows;

/// <summary>The organisation's settings that change how usage is written; one row with id 1.</summary>
public sealed class OrganisationRow
{
    public int Id { get; init; }

    public required string Name { get; set; }

    /// <summary>IANA id.</summary>
    public required string TimeZone { get; set; }

    /// <summary>What is paid of the list price: 9/10 for 10% off.</summary>
    public int ContractNumerator { get; set; }

    public int ContractDenominator { get; set; }
}
