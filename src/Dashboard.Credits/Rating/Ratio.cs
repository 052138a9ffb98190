namespace Dashboard.Credits.Rating;

/// <summary>A positive rational factor, such as ½ or 11/10. Source: law, section 1.</summary>
public readonly record struct Ratio
{
    private const int MaxPart = 1_000_000;

    private readonly int numerator;
    private readonly int denominator;

    /// <summary>A factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A part is not within 1 to 1,000,000.</exception>
    public Ratio(int numerator, int denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numerator, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numerator, MaxPart);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(denominator, MaxPart);
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /// <summary>The factor that changes nothing; also the default value.</summary>
    public static Ratio One => default;

    /// <summary>Above the line.</summary>
    public int Numerator => numerator == 0 ? 1 : numerator;

    /// <summary>Below the line.</summary>
    public int Denominator => denominator == 0 ? 1 : denominator;

    /// <summary>True when it changes nothing.</summary>
    public bool IsOne => Numerator == Denominator;

    /// <summary><c>11/10</c>.</summary>
    public override string ToString() => $"{Numerator}/{Denominator}";
}
