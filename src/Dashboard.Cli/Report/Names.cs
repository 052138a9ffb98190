using Dashboard.Ingestion;

namespace Dashboard.Cli.Report;

/// <summary>Numbers for the names that come again and again. 0 is "not stated". Shared by all threads.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> texts = [""];
    private readonly Lock gate = new();

    /// <summary>How many there are, with 0.</summary>
    public int Count => texts.Count;

    /// <summary>The name of a number; null for 0.</summary>
    public string? this[int number] => number == 0 ? null : texts[number];

    /// <summary>The number of a name.</summary>
    public int Of(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return 0;
        }

        lock (gate)
        {
            if (!numbers.TryGetValue(name, out var number))
            {
                number = texts.Count;
                texts.Add(name);
                numbers.Add(name, number);
            }

            return number;
        }
    }

    /// <summary>One thread's view: it remembers the last names it saw, by their bytes.</summary>
    public sealed class View(Names names)
    {
        private const int Slots = 512;
        private readonly Utf8StringCache strings = new();
        private readonly (string? Text, int Number)[] slots = new (string?, int)[Slots];

        /// <summary>The number of a name in UTF-8.</summary>
        public int Of(ReadOnlySpan<byte> utf8)
        {
            if (utf8.IsEmpty)
            {
                return 0;
            }

            // The cache gives the same string object as long as the name stays in it.
            var text = strings.Get(utf8);
            ref var slot = ref slots[System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(text) & (Slots - 1)];
            if (!ReferenceEquals(slot.Text, text))
            {
                slot = (text, names.Of(text));
            }

            return slot.Number;
        }
    }
}
