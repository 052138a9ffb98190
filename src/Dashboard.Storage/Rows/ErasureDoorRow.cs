namespace Dashboard.Storage.Rows;

/// <summary>While a row is in it the trigger lets texts of decisions be replaced. The erasure puts it there and takes it away in one transaction, so no other ever sees it.</summary>
public sealed class ErasureDoorRow
{
    public int Id { get; init; }
}
