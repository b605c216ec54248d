using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Answers;
using Ringback.Workbench.Disk;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Shelves;

/// <summary>Where looking through the folders takes long, nobody waits for it.</summary>
public sealed class LongLookTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly HandClock _clock = new();
    private readonly Queue<Action> _background = new();
    private readonly FolderShelf _shelf;
    private TimeSpan _lookTakes;
    private Action? _during;

    public LongLookTests()
    {
        _scratch.Write("root/a.txt", "a");
        _shelf = new FolderShelf(_scratch["root"], null, _clock, NullLogger.Instance, Files,
            _background.Enqueue);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_folder_that_is_looked_through_quickly_is_looked_through_by_the_question()
    {
        _lookTakes = FolderShelf.LongestInline;
        Assert.Single(_shelf.Current.Files);
        AddFile();
        Assert.NotNull(_shelf.Current.Find("b.txt"));
        Assert.Empty(_background);
    }

    [Fact]
    public void The_first_look_is_waited_for_however_long_it_takes()
    {
        BeSlow();
        Assert.Single(_shelf.Current.Files);
        Assert.Empty(_background);
    }

    [Fact]
    public void After_a_long_look_questions_are_answered_from_it_while_the_next_goes_on()
    {
        BeSlow();
        IShelf before = _shelf.Current;
        AddFile();
        Assert.Same(before, _shelf.Current);
        Action look = Assert.Single(_background);
        look();
        Assert.NotNull(_shelf.Current.Find("b.txt"));
    }

    [Fact]
    public void One_look_goes_on_at_a_time()
    {
        BeSlow();
        IShelf before = _shelf.Current;
        for (int i = 0; i < 10; i++)
        {
            _clock.Advance(FolderShelf.LookAgainAfter);
            Assert.Same(before, _shelf.Current);
        }

        Assert.Single(_background);
    }

    [Fact]
    public void A_long_look_too_is_taken_once_a_second_at_most()
    {
        BeSlow();
        _ = _shelf.Current;
        AddFile();
        _ = _shelf.Current;
        _background.Dequeue()();
        _ = _shelf.Current;
        Assert.Empty(_background);
        _clock.Advance(FolderShelf.LookAgainAfter);
        _ = _shelf.Current;
        Assert.Single(_background);
    }

    [Fact]
    public void A_folder_that_became_quick_is_looked_through_by_the_question_again()
    {
        BeSlow();
        _ = _shelf.Current;
        _clock.Advance(FolderShelf.LookAgainAfter);
        _ = _shelf.Current;
        _lookTakes = TimeSpan.Zero;
        _background.Dequeue()();
        AddFile();
        Assert.NotNull(_shelf.Current.Find("b.txt"));
        Assert.Empty(_background);
    }

    [Fact]
    public void While_a_look_goes_on_a_question_is_answered()
    {
        BeSlow();
        IShelf before = _shelf.Current;
        AddFile();
        _ = _shelf.Current;
        IShelf? meanwhile = null;
        _during = () => meanwhile = Task.Run(() => _shelf.Current, Deadline.Token).WaitAsync(Deadline.Token)
            .GetAwaiter().GetResult();
        _background.Dequeue()();
        Assert.Same(before, meanwhile);
    }

    private void BeSlow() => _lookTakes = FolderShelf.LongestInline + TimeSpan.FromMilliseconds(1);

    private void AddFile()
    {
        _scratch.Write("root/b.txt", "b");
        _clock.Advance(FolderShelf.LookAgainAfter);
    }

    /// <summary>The files, on a disk that takes its time.</summary>
    private IEnumerable<(string Relative, FileInfo Info)> Files(string folder)
    {
        _clock.Advance(_lookTakes);
        _during?.Invoke();
        return ConfinedFolder.Files(folder);
    }
}
