using Ringback.Catalogue;
using Ringback.Phones.Cases;

namespace Ringback.Console.Board;

/// <summary>
/// The number of each phone in the order of arrival. A phone keeps its number whatever it does, and when it names
/// itself; after a restart the same phones have the same numbers. Not safe for several threads.
/// </summary>
internal sealed class Arrivals
{
    private readonly Dictionary<string, (int Number, DateTimeOffset? FirstSeen)> _numbers = [];

    /// <summary>
    /// The numbers of these phones, with those that are expected behind the ones that were here first.
    /// </summary>
    internal IReadOnlyDictionary<string, (int Number, DateTimeOffset? FirstSeen)> Take(
        IEnumerable<PhoneCase> phones, IEnumerable<MacAddress> expected)
    {
        Dictionary<string, PhoneCase> present = [];
        foreach (PhoneCase phone in phones) present[IdOf(phone)] = phone;
        foreach (PhoneCase phone in present.Values.OrderBy(p => p.FirstSeen).ThenBy(IdOf, StringComparer.Ordinal))
        {
            string id = IdOf(phone);
            if (_numbers.ContainsKey(id)) continue;
            // It was known by its address until now.
            string? before = _numbers.FirstOrDefault(n => n.Value.FirstSeen is { } seen && seen == phone.FirstSeen
                && !present.ContainsKey(n.Key)).Key;
            int number = before is null ? _numbers.Count + 1 : _numbers[before].Number;
            if (before is not null) _numbers.Remove(before);
            _numbers[id] = (number, phone.FirstSeen);
        }

        foreach (MacAddress mac in expected) _numbers.TryAdd(mac.ToString(), (_numbers.Count + 1, null));
        return _numbers;
    }

    /// <summary>Begins with 1 again.</summary>
    internal void Clear() => _numbers.Clear();

    /// <summary>What a phone is called in the addresses of pages.</summary>
    internal static string IdOf(PhoneCase phone) => (phone.Mac?.ToString() ?? phone.Address?.ToString()) ?? "";
}
