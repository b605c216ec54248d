using Ringback.Catalogue.Loads;
using Ringback.Console.Subject;
using Ringback.Phones.Conversion;
using Ringback.Phones.Identification;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Desk;

namespace Ringback.Console.Board;

/// <summary>A question that waits, with what can be said to it.</summary>
/// <param name="Question">The question.</param>
/// <param name="CanGenerate">The load whose files would be made for the phone; null when none can be.</param>
/// <param name="Files">What could be given in place of it, the likeliest first.</param>
public sealed record OpenQuestion(HeldQuestion Question, string? CanGenerate, IReadOnlyList<string> Files);

/// <summary>
/// Whether people are asked what a phone is to get for a file that nobody has: only while one of them has a page open,
/// and wants to be asked. After a start nobody is.
/// </summary>
public sealed class AskedPeople : IDisposable
{
    private const int MostFiles = 100;

    private readonly ConsoleSubject _subject;
    private readonly BenchBoard _board;
    private readonly OpenPages _pages;
    private readonly HeldQuestions _questions;
    private bool _isWanted;

    internal AskedPeople(ConsoleSubject subject, BenchBoard board, OpenPages pages)
    {
        _subject = subject;
        _board = board;
        _pages = pages;
        _questions = subject.Bench.Questions;
        pages.Changed += Switch;
    }

    /// <summary>True when somebody wants to be asked.</summary>
    public bool IsWanted
    {
        get => _isWanted;
        set
        {
            _isWanted = value;
            Switch();
        }
    }

    /// <summary>The questions that wait.</summary>
    public IReadOnlyList<OpenQuestion> Waiting => [.. _questions.Waiting.Select(Open)];

    /// <summary>Tells when a question comes or goes, until the answer is disposed of.</summary>
    public IDisposable Follow(Action changed)
    {
        _questions.Changed += changed;
        return new Ending(() => _questions.Changed -= changed);
    }

    /// <summary>Gives the phone a file in place of what it asks for, or nothing; it holds the next time too.</summary>
    /// <param name="author">Who says so.</param>
    /// <param name="id">The question.</param>
    /// <param name="file">The file; null for nothing.</param>
    /// <returns>False when the question does not wait any more, or when that is no file to give.</returns>
    public bool Give(string author, long id, string? file) => Find(id) is { } asked
        && _subject.Bench.Desk.Choose(author, asked.Mac, asked.Name, file) && _questions.End(id);

    /// <summary>Has the phone's files made: an order that leads it to the load that they are for.</summary>
    /// <param name="author">Who says so.</param>
    /// <param name="id">The question.</param>
    /// <returns>False when the question does not wait any more, or when nothing can be made.</returns>
    public bool Generate(string author, long id)
    {
        if (Find(id) is not { } asked || Load(asked) is not { } load) return false;
        _subject.Bench.Desk.Order(author, asked.Mac, load, armed: true);
        _board.Touch();
        return _questions.End(id);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pages.Changed -= Switch;
        _questions.IsOn = false;
    }

    private void Switch() => _questions.IsOn = _isWanted && _pages.Count > 0;

    private HeldQuestion? Find(long id) => _questions.Waiting.FirstOrDefault(q => q.Id == id);

    private OpenQuestion Open(HeldQuestion question)
    {
        string ending = Path.GetExtension(question.Name);
        string[] files =
        [
            .. _subject.Bench.Shelf.Current.Files.Where(CaseDesk.MayBeChosen).Select(f => f.Path)
                .OrderByDescending(p => p.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                .ThenBy(p => p, StringComparer.Ordinal).Take(MostFiles),
        ];
        return new OpenQuestion(question, Load(question), files);
    }

    /// <summary>
    /// The load that the phone runs, or one of the protocol that the file belongs to. A way with a step from which none
    /// leads back is not gone in nine seconds.
    /// </summary>
    private string? Load(HeldQuestion question)
    {
        if (CureScene.Of(_subject, question.Mac, _board.PracticeAllowed, question.At) is not { } scene) return null;
        string? spoken = RequestedFile.Recognise(question.Name).Kind switch
        {
            RequestedKind.SepXml => "sccp",
            RequestedKind.SipPhone => "sip",
            RequestedKind.MgcPhone => "mgcp",
            _ => null,
        };
        foreach (string text in ((string?[])[scene.Phone.Load, spoken]).OfType<string>())
        {
            if (!Goal.TryParse(text, out Goal? goal, scene.Catalogue.Firmware)) continue;
            if (scene.Plan(goal) is ConversionPlan plan && !plan.Steps.Any(s => s.OneWay)) return plan.Target.Text;
        }

        return null;
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
