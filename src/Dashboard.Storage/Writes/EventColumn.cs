namespace Dashboard.Storage.Writes;

/// <summary>Places in a row of <see cref="IntTable.Event"/>.</summary>
internal static class EventColumn
{
    public const int Id = 0;
    public const int Day = 1;
    public const int Seat = 2;
    public const int OccurredAt = 3;
    public const int Source = 4;
    public const int Batch = 5;
    public const int Session = 6;
    public const int Model = 7;
    public const int Context = 8;
    public const int Tags = 9;
    public const int Actor = 10;
    public const int Input = 11;
    public const int Output = 12;
    public const int CacheWrite5m = 13;
    public const int CacheWrite1h = 14;
    public const int CacheRead = 15;
    public const int WebSearches = 16;
    public const int Pool = 17;
    public const int Flags = 18;
    public const int PriceRow = 19;
    public const int Rated = 20;
    public const int Authoritative = 21;
    public const int Stated = 22;
    public const int Cost = 23;
    public const int List = 24;
    public const int Identity = 25;
    public const int Count = 26;
}
