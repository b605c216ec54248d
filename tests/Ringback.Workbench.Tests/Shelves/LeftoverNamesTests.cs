using Microsoft.Extensions.Logging.Abstractions;
using Ringback.Phones.Answers;
using Ringback.Workbench.Shelves;

namespace Ringback.Workbench.Tests.Shelves;

/// <summary>What editors and tools leave in a folder is nobody's to ask for.</summary>
public sealed class LeftoverNamesTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(".htpasswd")]
    [InlineData(".git/config")]
    [InlineData("sub/.SEP001122334455.cnf.xml.swp")]
    [InlineData("SEP001122334455.cnf.xml~")]
    [InlineData("SEP001122334455.cnf.xml.~1~")]
    [InlineData("SEP001122334455.cnf.xml.bak")]
    [InlineData("SEP001122334455.cnf.xml.bak12")]
    [InlineData("SEP001122334455.cnf.xml.BAK")]
    [InlineData("SEP001122334455.cnf.xml.swp")]
    [InlineData("#SIPDefault.cnf#")]
    [InlineData("SIPDefault.cnf.orig")]
    [InlineData("SIPDefault.cnf.save")]
    [InlineData("SIPDefault.cnf.save.1")]
    [InlineData("SIPDefault.cnf.tmp")]
    [InlineData("SIPDefault.cnf.part")]
    [InlineData("SIPDefault.cnf.dpkg-old")]
    [InlineData("old.bak/SIPDefault.cnf")]
    [InlineData(".0123456789abcdef0123456789abcdef.part")]
    public void A_leftover_is_neither_listed_nor_found(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains('~', StringComparison.Ordinal), "Short names.");
        foreach (string folder in (string[])["root", "library"]) _scratch.Write($"{folder}/{name}", "secret");
        _scratch.Write("root/SIPDefault.cnf", "served");
        IShelf shelf = Shelf();
        Assert.Equal("SIPDefault.cnf", Assert.Single(shelf.Files).Path);
        Assert.Null(shelf.Find(name));
        Assert.Null(shelf.Find(Path.GetFileName(name) == "SIPDefault.cnf" ? name : Path.GetFileName(name)));
    }

    [Theory]
    [InlineData("P0S3-8-12-00.sb2")]
    [InlineData("SEP001122334455.cnf.xml")]
    [InlineData("term41.default.loads")]
    [InlineData("7960-tones.xml")]
    [InlineData("gk001122334455")]
    [InlineData("Analog1.raw")]
    [InlineData("swp")]
    [InlineData("bak.xml")]
    [InlineData("jar41sip.8-5-4TH1-6.sbn")]
    [InlineData("English_United_States/mk-sip.jar")]
    [InlineData("C#.raw")]
    public void A_name_that_a_phone_asks_for_is_none(string name)
    {
        _scratch.Write($"root/{name}", "served");
        Assert.NotNull(Shelf().Find(name));
    }

    private IShelf Shelf() => new FolderShelf(
        _scratch.Folder("root"), _scratch.Folder("library"), new HandClock(), NullLogger.Instance).Current;
}
