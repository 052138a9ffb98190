namespace Dashboard.Storage.Rows;

/// <summary>One licensed person-slot.</summary>
public sealed class SeatRow
{
    public int Id { get; init; }

    /// <summary>Lower case, unique.</summary>
    public required string Email { get; set; }

    public required string Name { get; set; }

    public long CreatedAtMs { get; init; }
}
