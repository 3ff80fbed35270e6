-- Transfers stay, by state.
-- needs: stock_move.state
select m.state, count(*) from public.stock_move m group by m.state
