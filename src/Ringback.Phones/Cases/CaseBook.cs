using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>
/// All cases, folded from all events. A phone is known by its MAC address as soon as any request or registration
/// names it, and until then by the address it uses. Not safe for several threads; whoever owns it serialises.
/// </summary>
/// <remarks>
/// An address is a key only together with its bench, and what one bench believes does not depend on what another one
/// does in between: each has cases of its own, so that it is all the same how the events of two benches come mixed. A
/// phone that was at two of them is as the one says that heard of it last.
/// </remarks>
public sealed class CaseBook
{
    /// <summary>
    /// The version of the fold: what it makes of the same events. It rises with every change that can make it another
    /// case, so that one can tell which program believed what.
    /// </summary>
    public const int FoldVersion = 7;

    // A firm with a bench in each of its branches; who forges more is not believed more.
    private const int MostBenches = 1024;

    private readonly PhoneCatalogue _catalogue;
    private readonly StoryTeller? _teller;
    private readonly CaseLimits _limits;
    private readonly BenchCases _here;
    private readonly SortedDictionary<Guid, BenchCases> _elsewhere = [];

    /// <summary>Opens an empty book.</summary>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="teller">
    /// Who puts events into the sentences of a case; without, a case is small and quick to fold, and everything that is
    /// believed is the same.
    /// </param>
    /// <param name="limits">How many cases of one bench it holds; null for the defaults.</param>
    public CaseBook(PhoneCatalogue catalogue, StoryTeller? teller = null, CaseLimits? limits = null)
    {
        _catalogue = catalogue;
        _teller = teller;
        _limits = limits ?? new CaseLimits();
        _here = Open();
    }

    /// <summary>
    /// The bench that events are of which name none: the one whose journal this is. Null as long as it has no name
    /// itself; to be set before the first event of it that names it.
    /// </summary>
    public Guid? Home { get; set; }

    /// <summary>Every case, named phones first, in the order of their names.</summary>
    public IReadOnlyList<PhoneCase> All =>
    [
        .. Benches.SelectMany(b => b.Named).GroupBy(p => p.Mac, p => p.Phone).OrderBy(p => p.Key).Select(Latest),
        .. Benches.SelectMany(b => b.Unnamed).OrderBy(c => c.FirstSeen),
    ];

    /// <summary>How many cases there are; a phone that two benches know has two.</summary>
    public int Count => _elsewhere.Count == 0 ? _here.Count : Benches.Sum(b => b.Count);

    /// <summary>Cases that had to go because there were too many.</summary>
    public long Forgotten => _elsewhere.Count == 0 ? _here.Forgotten : Benches.Sum(b => b.Forgotten);

    /// <summary>When a phone was last heard of; the beginning of time when none was.</summary>
    public DateTimeOffset LastHeard => All.Select(c => c.LastSeen).DefaultIfEmpty().Max();

    private IEnumerable<BenchCases> Benches => _elsewhere.Values.Prepend(_here);

    /// <summary>The case of the phone with that MAC address; null when it was never heard of.</summary>
    public PhoneCase? Find(MacAddress mac)
    {
        if (_elsewhere.Count == 0) return _here.Find(mac);
        PhoneCase[] known = [.. Benches.Select(b => b.Find(mac)).OfType<PhoneCase>()];
        return known.Length == 0 ? null : Latest(known);
    }

    /// <summary>The case of the phone that used that address of the home bench last; null when none did.</summary>
    public PhoneCase? Find(IPAddress address) => _here.Find(address);

    /// <summary>Folds one event in and returns the case it changed; null for an event about the bench itself.</summary>
    public PhoneCase? Apply(PhoneEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        // Who has no case need not have a bench either.
        return e.Address is null && e.Mac is null ? null : At(e)?.Apply(e);
    }

    /// <summary>
    /// The case of a phone as it stands while it asks something of the home bench: by the MAC address in its request,
    /// with what was learned at its address before; an empty case for one that was never heard of. Changes nothing.
    /// </summary>
    public PhoneCase Peek(MacAddress? mac, IPAddress address, RequestedKind asked = RequestedKind.Other) =>
        _here.Peek(mac, address, asked);

    /// <summary>
    /// The case that an event will change, as it stands before it; null for an event about the bench.
    /// </summary>
    public PhoneCase? Before(PhoneEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Address is null && e.Mac is null ? null : At(e)?.Before(e);
    }

    /// <summary>
    /// The whole book, so that one like it can be made by <see cref="Restore"/> without the events; what was set
    /// longest ago comes first.
    /// </summary>
    public IEnumerable<CaseSnapshot> Snapshots() =>
        _here.Snapshots().Select(s => s with { Bench = Home }).Concat(
            _elsewhere.SelectMany(b => b.Value.Snapshots().Select(s => s with { Bench = b.Key })));

    /// <summary>Puts a case back, in the order in which they were taken and before any event.</summary>
    public void Restore(CaseSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        At(snapshot.Bench)?.Restore(snapshot);
    }

    private static PhoneCase Latest(IEnumerable<PhoneCase> known) => known.MaxBy(c => c.LastSeen)!;

    private BenchCases? At(PhoneEvent e) => At((e.Origin as BenchOrigin)?.Bench);

    private BenchCases? At(Guid? named)
    {
        if (named is not { } bench || bench == Home) return _here;
        if (_elsewhere.TryGetValue(bench, out BenchCases? there)) return there;
        return _elsewhere.Count >= MostBenches ? null : _elsewhere[bench] = Open();
    }

    private BenchCases Open() => new(_catalogue, _teller, _limits);
}
