using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Simulation.Practice;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Shelves;

public sealed class FolderShelfTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly HandClock _clock = new();
    private readonly FolderShelf _shelf;

    public FolderShelfTests()
    {
        _scratch.Folder("root");
        _scratch.Folder("library");
        _shelf = new FolderShelf(_scratch["root"], _scratch["library"], _clock, NullLogger.Instance);
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_new_file_is_found_after_a_tenth_of_a_second()
    {
        Assert.Empty(_shelf.Current.Files);
        _scratch.Write("root/dialplan.xml", "x");
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.NotNull(_shelf.Current.Find("dialplan.xml"));
    }

    [Fact]
    public void The_folders_are_looked_through_ten_times_a_second_at_most()
    {
        IShelf before = _shelf.Current;
        _scratch.Write("root/dialplan.xml", "x");
        _clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Same(before, _shelf.Current);
    }

    [Fact]
    public void Nothing_is_put_together_again_when_nothing_changed()
    {
        PracticeLibrary.Write(_scratch["library"], PracticeSizes.Small, Load.Parse("P0S3-8-12-00"));
        IShelf before = _shelf.Current;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(before, _shelf.Current);
    }

    [Fact]
    public void A_replaced_file_is_looked_into_again()
    {
        PracticeLibrary.Write(_scratch["library"], PracticeSizes.Small, Load.Parse("P0S3-8-12-00"));
        Assert.True(Assert.Single(_shelf.Current.Packages).Complete);
        byte[] image = File.ReadAllBytes(_scratch["library/P0S3-8-12-00.sb2"]);
        _scratch.Write("library/P0S3-8-12-00.sb2", image.AsSpan()[..^700]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(Assert.Single(_shelf.Current.Packages).Complete);
    }

    [Fact]
    public void A_file_that_went_away_is_gone()
    {
        _scratch.Write("root/dialplan.xml", "x");
        Assert.NotNull(_shelf.Current.Find("dialplan.xml"));
        File.Delete(_scratch["root/dialplan.xml"]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_shelf.Current.Find("dialplan.xml"));
    }

    [Fact]
    public void A_file_that_goes_away_between_looking_and_reading_is_not_here()
    {
        _scratch.Write("root/SIPDefault.cnf", "x");
        IShelf shelf = _shelf.Current;
        File.Delete(_scratch["root/SIPDefault.cnf"]);
        Assert.Null(shelf.Read(shelf.Find("SIPDefault.cnf")!));
    }

    [Fact]
    public void A_file_without_read_permission_is_remembered_until_it_may_be_read()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Nothing is closed to root.");
        if (OperatingSystem.IsWindows()) return;
        string path = _scratch["root/SIPDefault.cnf"];
        _scratch.Write("root/SIPDefault.cnf", "x");
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal(path, _shelf.Current.Unreadable("SIPDefault.cnf"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_shelf.Current.Unreadable("SIPDefault.cnf"));
        Assert.NotNull(_shelf.Current.Find("SIPDefault.cnf"));
    }

    [Fact]
    public void Folders_that_are_not_there_hold_nothing() => Assert.Empty(
        new FolderShelf(_scratch["nowhere"], null, _clock, NullLogger.Instance).Current.Files);

    [Fact]
    public void A_folder_that_appears_later_is_read()
    {
        FolderShelf late = new(_scratch["late"], null, _clock, NullLogger.Instance);
        Assert.Empty(late.Current.Files);
        _scratch.Write("late/a.txt", "a");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(late.Current.Files);
    }

    [Fact]
    public void The_exact_letters_come_before_others()
    {
        _scratch.Write("root/a.txt", "lower");
        _scratch.Write("root/A.TXT", "upper");
        Assert.Equal("A.TXT", _shelf.Current.Find("A.TXT")?.Path);
    }

    [Fact]
    public void The_plain_folder_comes_before_the_library()
    {
        _scratch.Write("library/a.txt", "library");
        _scratch.Write("root/a.txt", "root");
        Assert.Equal(ShelfPlace.Root, _shelf.Current.Find("a.txt")?.Place);
    }

    [Fact]
    public void A_library_file_is_found_by_its_name_alone_and_a_root_file_when_no_other_can_be_meant()
    {
        _scratch.Write("library/sub/a.txt", "a");
        _scratch.Write("root/sub/b.txt", "b");
        _scratch.Write("root/one/c.txt", "c");
        _scratch.Write("root/two/c.txt", "another");
        Assert.Equal(["sub/a.txt", "sub/b.txt", null],
            new[] { "a.txt", "b.txt", "c.txt" }.Select(n => _shelf.Current.Find(n)?.Path));
    }

    [Fact]
    public void A_name_beyond_ASCII_is_found_as_a_phone_sends_it()
    {
        _scratch.Write("root/voilà.raw", "x");
        string sent = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("voilà.raw"));
        FileQuestion question = new(new PhoneCase(), sent, null, new ServerAddress(IPAddress.Loopback), true);
        Assert.IsType<Serve>(PhoneAnswers.Answer(question, _shelf.Current, PhoneCatalogue.BuiltIn));
    }

    [Fact]
    public void A_path_leads_to_no_file_outside()
    {
        _scratch.Write("secret.txt", "x");
        Assert.All((string[])["../secret.txt", _scratch["secret.txt"], "root/../secret.txt"],
            name => Assert.Null(_shelf.Current.Find(name)));
    }

    [Fact]
    public void A_pipe_in_the_folder_is_no_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders there.");
        using Process made = Process.Start("mkfifo", _scratch["root/pipe"]);
        made.WaitForExit();
        Assert.Empty(_shelf.Current.Files);
    }

    [Fact]
    public void A_damaged_file_says_so()
    {
        PracticeFile image = PracticeFirmware.Package(Load.Parse("P0S3-8-12-00"), PracticeSizes.Small)[^1];
        _scratch.Write("library/" + image.Name, image.Content.Span[..^700]);
        FirmwareFile identity = Assert.Single(_shelf.Current.Files).Identity;
        Assert.Equal((false, true), (identity.Whole, identity.HasError));
    }
}
