@echo off
rem Builds dist\xlperf on a Windows machine without network.
rem Needs: 64-bit Python 3.11, this repository, and in it the folder wheelhouse
rem (made elsewhere by: python packaging/wheelhouse.py wheelhouse). No rights of an administrator.
setlocal
cd /d "%~dp0.."
py -3.11 -m venv build\venv || goto failed
build\venv\Scripts\python -m pip install --no-index --find-links wheelhouse --require-hashes --no-deps -r packaging\windows.txt || goto failed
build\venv\Scripts\python -X utf8 packaging\build.py dist || goto failed
echo.
pause
exit /b 0
:failed
echo.
echo NOT BUILT. The line above tells why.
pause
exit /b 1
